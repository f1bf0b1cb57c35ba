import { scopeKey } from '../../domain/access/role.ts';
import type { Application } from '../application.ts';
import { absent, and, lte } from '../ports/query.ts';
import { holdLabel } from './hold-label.ts';
import { newSyncJob } from './new-sync-job.ts';

const MOST_AT_ONCE = 100;

/**
 * Ends exceptions whose time is over and lets the directory's word count again, by one sync job each. Runs every minute
 * in one process at a time. Returns how many it ended.
 */
export async function endExceptions(app: Application): Promise<number> {
  const over = await app.database.guardExceptions.findAcrossTenants({
    where: and(absent('endedAt'), lte('endsAt', app.clock.now())),
    sort: [{ field: 'endsAt' }],
    limit: MOST_AT_ONCE,
  });
  for (const { tenant, id } of over) {
    const jobId = app.newId();
    const announced = await app.database.transaction(async (tx) => {
      const exception = await tx.guardExceptions.get(tenant, id);
      if (!exception || exception.endedAt) return [];
      const now = app.clock.now();
      tx.fences.bump(tenant, [scopeKey({ kind: exception.scopeKind, id: exception.scopeId })]);
      tx.guardExceptions.replace({ ...exception, endedAt: now }, exception.version);
      const job = newSyncJob(app, tenant, {
        id: jobId,
        kind: 'exception_ended',
        priority: 'removal',
        summary: 'An administrator kept by decision is looked at again',
        requestId: jobId,
        subjects: { kind: 'accounts', accountIds: [exception.accountId] },
      });
      tx.syncJobs.insert(job);
      tx.auditEvents.insert({
        id: app.newId(),
        tenant,
        at: now,
        action: 'guard_exception.ended',
        outcome: 'done',
        actor: { kind: 'system', part: 'sweep' },
        jobId,
        target: { kind: 'guard_exception', id, label: await holdLabel(tx, exception) },
      });
      return [job];
    });
    app.announce(announced);
  }
  return over.length;
}
