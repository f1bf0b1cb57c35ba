import type { z } from 'zod';
import type { SyncJob } from '../../../domain/provisioning/sync-job.ts';
import type { SyncJob as SyncJobSchema } from '../schemas/sync-job.ts';

/** A job as lists and events show it: without the request, which is read apart. */
export const shapeSyncJob = (job: SyncJob): z.input<typeof SyncJobSchema> => ({
  id: job.id,
  kind: job.kind,
  state: job.state,
  priority: job.priority,
  summary: job.summary,
  connectionId: job.connectionId,
  groupId: job.groupId,
  userId: job.userId,
  mappingId: job.mappingId,
  requestId: job.requestId,
  createdAt: job.createdAt,
  dueAt: job.dueAt,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
  attempts: job.attempts,
  done: job.progress?.done,
  counts: { ...job.counts },
  error: job.error,
});
