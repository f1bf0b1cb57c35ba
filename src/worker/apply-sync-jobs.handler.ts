import type { Application } from '../application/application.ts';
import type { JobHandler, JobQueue } from '../application/ports/job-queue.ts';
import type { QuietLog } from '../application/ports/quiet-log.ts';
import {
  type ApplySyncJobsPayload,
  applySyncJobsDefinition,
} from '../application/provisioning/apply-sync-jobs.definition.ts';

/** Applies one chunk of these jobs. `again` lists those that are not through and should come round at once. */
export type ApplySyncJobs = (
  app: Application,
  tenant: string,
  syncJobIds: readonly string[],
  signal: AbortSignal,
) => Promise<{ readonly again: readonly string[] }>;

/** A long job goes back to the queue after every chunk, so that others get their turn. */
export function applySyncJobsHandler(
  app: Application,
  queue: JobQueue,
  applySyncJobs: ApplySyncJobs,
  log: QuietLog,
): JobHandler<ApplySyncJobsPayload> {
  return async ({ tenant, syncJobIds }, { priority, signal }) => {
    const { again } = await applySyncJobs(app, tenant, syncJobIds, signal);
    if (again.length === 0) return;
    try {
      await queue.enqueue(applySyncJobsDefinition, { tenant, syncJobIds: again }, priority);
    } catch (error) {
      log.trouble('unfinished jobs', 'Unfinished jobs could not be enqueued again; the relay will find them', error);
    }
  };
}
