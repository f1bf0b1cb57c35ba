import { isResting, type SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { applySyncJobs } from './apply-sync-jobs.ts';

/** Who measures the work of a worker. */
export interface WorkObserver {
  /** A unit of work is over, well or not: a batch of small jobs, or one chunk of a long one. */
  worked(seconds: number): void;
  /** A job came to rest in this process. */
  rested(job: SyncJob): void;
}

/** Applies jobs and tells what became of them. One read per batch; measuring never fails the work. */
export const observeWork =
  (apply: typeof applySyncJobs, observer: WorkObserver): typeof applySyncJobs =>
  async (app, tenant, jobIds, signal) => {
    const began = app.clock.now();
    const startedMs = performance.now();
    try {
      return await apply(app, tenant, jobIds, signal);
    } finally {
      observer.worked((performance.now() - startedMs) / 1000);
      for (const job of await readJobs(app, tenant, jobIds)) {
        if (isResting(job.state) && job.finishedAt && job.finishedAt >= began) observer.rested(job);
      }
    }
  };

async function readJobs(app: Application, tenant: string, jobIds: readonly string[]): Promise<readonly SyncJob[]> {
  try {
    return await app.database.syncJobs.getMany(tenant, jobIds);
  } catch {
    return [];
  }
}
