import type { JobQueue } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import { QuietLog } from '../../application/ports/quiet-log.ts';
import { BullJobQueue } from './bull-job-queue.ts';
import { openPostgresQueueStorage } from './postgres-queue-storage.ts';
import { openRedisQueueStorage } from './redis-queue-storage.ts';
import { settledWithin } from './within.ts';

export type QueueBackend =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'redis'; readonly url: string };

export interface BullQueueOptions {
  /** On PostgreSQL, run `migrateQueue` first. */
  readonly backend: QueueBackend;
  /** Keeps installations apart that share one Redis. */
  readonly installationId: string;
  readonly log: Log;
  /** How long a worker may give no sign of life before its jobs go to another. Default 6 seconds. */
  readonly lockMs?: number;
}

const FIRST_ANSWER_MS = 1_500;
const LOCK_MS = 6_000;

/** Opens the queue. Waits a moment for its first answer, but opens just as well while the queue is away. */
export async function openBullQueue({ backend, installationId, log, lockMs }: BullQueueOptions): Promise<JobQueue> {
  const storage =
    backend.kind === 'redis'
      ? openRedisQueueStorage(backend.url, installationId)
      : openPostgresQueueStorage(backend.url);
  await settledWithin(FIRST_ANSWER_MS, storage.firstAnswer());
  return new BullJobQueue(storage, lockMs ?? LOCK_MS, new QuietLog(log));
}
