import type { Application } from '../application/application.ts';
import type { JobQueue, Working } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { QuietLog } from '../application/ports/quiet-log.ts';
import { applySyncJobsDefinition } from '../application/provisioning/apply-sync-jobs.definition.ts';
import type { Sweep } from '../application/run-sweeps.ts';
import { type ApplySyncJobs, applySyncJobsHandler } from './apply-sync-jobs.handler.ts';
import { runRelay } from './run-relay.ts';

export interface WorkerParts {
  readonly applySyncJobs: ApplySyncJobs;
  /** Handlers at once, besides the slot reserved for removals. */
  readonly concurrency: number;
  readonly sweeps: readonly Sweep[];
  readonly log: Log;
}

/** Makes this process work: it takes jobs from the queue, and takes part in the relay and the sweeps. */
export async function startWorker(app: Application, queue: JobQueue, parts: WorkerParts): Promise<Working> {
  const log = new QuietLog(parts.log);
  const handler = applySyncJobsHandler(app, queue, parts.applySyncJobs, log);
  const working = await queue.work(applySyncJobsDefinition, handler, { concurrency: parts.concurrency });
  const stopping = new AbortController();
  const relaying = runRelay(app, queue, parts.sweeps, log, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([working.stop(), relaying]);
    },
  };
}
