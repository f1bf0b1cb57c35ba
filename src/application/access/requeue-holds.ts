import type { Hold } from '../../domain/access/hold.ts';
import type { Scope } from '../../domain/access/role.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq } from '../ports/query.ts';
import { newSyncJob } from '../provisioning/new-sync-job.ts';

type Announced = Pick<SyncJob, 'id' | 'tenant' | 'priority'>;

/**
 * Makes every open hold of a scope due again, in the transaction that made a usable administrator exist: the jobs that
 * wanted the refused change go back to the queue and decide only about those still held. The caller must have raised the
 * scope's fence. Returns the jobs to announce after the commit.
 */
export async function requeueHolds(
  app: Application,
  tx: Transaction,
  tenant: string,
  scope: Scope,
  except: ReadonlySet<string> = new Set(),
): Promise<Announced[]> {
  const holds = await tx.holds.find(tenant, {
    where: and(eq('state', 'open'), eq('scopeKind', scope.kind), eq('scopeId', scope.id)),
  });
  const announced: Announced[] = [];
  const seen = new Set<string>();
  for (const hold of holds) {
    if (except.has(hold.accountId)) continue;
    announced.push(...(await requeueHold(app, tx, hold, seen)));
  }
  return announced;
}

/** Makes one hold due again; see requeueHolds. */
export async function requeueHold(
  app: Application,
  tx: Transaction,
  hold: Hold,
  seen: Set<string> = new Set(),
): Promise<Announced[]> {
  const now = app.clock.now();
  const ids = hold.causes.map((cause) => cause.jobId).filter((id) => !seen.has(id));
  const jobs = await tx.syncJobs.getMany(hold.tenant, ids);
  const resumable = jobs.filter((job) => job.state === 'held' || job.state === 'partly_applied');
  for (const job of resumable) {
    seen.add(job.id);
    const { finishedAt: _finished, progress: _progress, error: _error, ...rest } = job;
    tx.syncJobs.replace(
      { ...rest, state: 'queued', priority: 'removal', resumesHeld: true, dueAt: now, attempts: 0 },
      job.version,
    );
  }
  const onTheirWay = jobs.filter((job) => job.state === 'queued' || job.state === 'running');
  if (resumable.length > 0 || onTheirWay.length > 0 || hold.causes.some((cause) => seen.has(cause.jobId))) {
    return [...resumable, ...onTheirWay].map((job) => ({ id: job.id, tenant: job.tenant, priority: 'removal' }));
  }
  const recheck = newSyncJob(app, hold.tenant, {
    kind: 'recheck',
    priority: 'removal',
    summary: 'Look again at a held removal of an administrator',
    requestId: app.newId(),
    subjects: { kind: 'accounts', accountIds: [hold.accountId] },
  });
  tx.syncJobs.insert(recheck);
  return [recheck];
}
