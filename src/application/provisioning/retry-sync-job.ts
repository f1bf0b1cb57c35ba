import type { Application } from '../application.ts';
import { NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';

/**
 * Puts a failed job back into the queue, to go on where it stood. Held jobs are no part of this: they are decided again
 * when their hold completes, or by whoever decides the hold.
 * @throws NotFound, NotAllowedNow when it did not fail.
 */
export async function retrySyncJob(
  app: Application,
  request: PersonRequest,
  tenant: string,
  jobId: string,
): Promise<void> {
  const job = await app.database.transaction(async (tx) => {
    const current = await tx.syncJobs.get(tenant, jobId);
    if (!current) throw new NotFound('sync job', jobId);
    if (current.state !== 'failed') {
      const instead =
        current.state === 'held' || current.state === 'partly_applied'
          ? '. What is held is decided through its hold'
          : '';
      throw new NotAllowedNow(
        `Only a failed sync job can be retried; this one is ${current.state.replace('_', ' ')}${instead}`,
      );
    }
    const { finishedAt: _finished, ...rest } = current;
    tx.syncJobs.replace({ ...rest, state: 'queued', attempts: 0, dueAt: app.clock.now() }, current.version);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'sync_job.retried',
        jobId,
        target: { kind: 'sync_job', id: jobId, label: current.summary },
      }),
    );
    return current;
  });
  app.announce([job]);
}
