import type { Hold } from '../../domain/access/hold.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Transaction } from '../ports/database.ts';
import { holdLabel } from './hold-label.ts';

interface HoldClosing {
  readonly state: 'completed' | 'superseded';
  /** Jobs that are deciding about the person right now: they record the outcome themselves. */
  readonly deciding: ReadonlySet<string>;
}

/**
 * Closes a hold whose change was made, or is no longer wanted. The other jobs that waited for it go back to the queue,
 * where they find nothing left to do and come to rest; a job that waited for nothing else and whose change is no longer
 * wanted is superseded. Returns the jobs to announce after the commit. The caller has raised the scope's fence.
 */
export async function closeHold(
  app: Application,
  tx: Transaction,
  hold: Hold,
  closing: HoldClosing,
): Promise<Pick<SyncJob, 'id' | 'tenant' | 'priority'>[]> {
  const now = app.clock.now();
  const [by] = closing.deciding;
  tx.holds.replace(
    { ...hold, state: closing.state, closedAt: now, ...(by && { closedBy: { jobId: by } }) },
    hold.version,
  );
  tx.auditEvents.insert({
    id: app.newId(),
    tenant: hold.tenant,
    at: now,
    action: `hold.${closing.state}`,
    outcome: 'done',
    actor: { kind: 'system', part: 'worker' },
    ...(by && { jobId: by }),
    target: { kind: 'hold', id: hold.id, label: await holdLabel(tx, hold) },
    details: { accountId: hold.accountId },
  });

  const waiting = (
    await tx.syncJobs.getMany(
      hold.tenant,
      hold.causes.map((cause) => cause.jobId).filter((id) => !closing.deciding.has(id)),
    )
  ).filter((job) => job.state === 'held' || job.state === 'partly_applied');
  const announced: Pick<SyncJob, 'id' | 'tenant' | 'priority'>[] = [];
  for (const job of waiting) {
    if (closing.state === 'superseded' && job.state === 'held' && job.counts.held === 1) {
      const { held: _held, ...counts } = job.counts;
      tx.syncJobs.replace(
        { ...job, state: 'superseded', counts: { ...counts, superseded: 1 }, finishedAt: now },
        job.version,
      );
      continue;
    }
    const { finishedAt: _finished, progress: _progress, ...rest } = job;
    tx.syncJobs.replace({ ...rest, state: 'queued', resumesHeld: true, dueAt: now, attempts: 0 }, job.version);
    announced.push({ id: job.id, tenant: job.tenant, priority: job.priority });
  }
  return announced;
}
