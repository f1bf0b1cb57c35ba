import { isResting, type SyncJob, type SyncJobKind } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { applySyncJobs } from './apply-sync-jobs.ts';

const DEACTIVATIONS: ReadonlySet<SyncJobKind> = new Set(['user_deactivated', 'user_deleted']);

/**
 * Applies jobs and tells how long each deactivation among them took, from its acceptance to the commit that ended access
 * and sessions. One read per batch; measuring never fails the work.
 */
export const timeDeactivations =
  (apply: typeof applySyncJobs, observe: (seconds: number) => void): typeof applySyncJobs =>
  async (app, tenant, jobIds, signal) => {
    const began = app.clock.now();
    const result = await apply(app, tenant, jobIds, signal);
    for (const job of await readJobs(app, tenant, jobIds)) {
      if (!DEACTIVATIONS.has(job.kind) || !isResting(job.state) || !job.finishedAt || job.finishedAt < began) continue;
      if (job.state !== 'failed') observe((Date.parse(job.finishedAt) - Date.parse(job.createdAt)) / 1000);
    }
    return result;
  };

async function readJobs(app: Application, tenant: string, jobIds: readonly string[]): Promise<readonly SyncJob[]> {
  try {
    return await app.database.syncJobs.getMany(tenant, jobIds);
  } catch {
    return [];
  }
}
