import { addMs } from '../../domain/instant.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import { Contention, DatabaseUnavailable } from '../ports/storage-errors.ts';
import { failureSentence } from './failure-sentence.ts';

const MOST_ATTEMPTS = 5;
const FIRST_RETRY_MS = 1_000;

/** Errors that say nothing about the job: it is tried again later without counting against it. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Contention || error instanceof DatabaseUnavailable;

/**
 * Notes that a job failed for a reason of its own: it is due again after 1, 2, 4, 8 seconds and rests as `failed` after
 * the fifth time, until somebody retries it. The job keeps a sentence for people, the log the error itself under the job's
 * id. Never touches other jobs.
 */
export async function recordFailure(app: Application, job: SyncJob, error: unknown): Promise<void> {
  app.reportError(error, { jobId: job.id, tenant: job.tenant });
  await app.database.transaction(async (tx) => {
    const current = await tx.syncJobs.get(job.tenant, job.id);
    if (!current || (current.state !== 'queued' && current.state !== 'running')) return;
    const now = app.clock.now();
    const attempts = current.attempts + 1;
    const { leaseUntil: _lease, ...rest } = current;
    const failed = attempts >= MOST_ATTEMPTS;
    tx.syncJobs.replace(
      {
        ...rest,
        attempts,
        startedAt: current.startedAt ?? now,
        error: failureSentence(error, failed ? 'rests' : 'tried_again'),
        ...(failed
          ? { state: 'failed' as const, finishedAt: now }
          : { state: 'queued' as const, dueAt: addMs(now, FIRST_RETRY_MS * 2 ** (attempts - 1)) }),
      },
      current.version,
    );
    if (failed) {
      tx.auditEvents.insert({
        id: app.newId(),
        tenant: job.tenant,
        at: now,
        action: 'sync_job.failed',
        outcome: 'refused',
        actor: { kind: 'system', part: 'worker' },
        jobId: job.id,
        requestId: job.requestId,
        target: { kind: 'sync_job', id: job.id, label: job.summary },
        details: { reason: failureSentence(error, 'rests') },
      });
    }
  });
}
