import type { QueueBackend } from '../../src/infrastructure/bullmq/open-bull-queue.ts';

/** A real server that keeps queues, as the adapter suite needs it. */
export interface QueueServer {
  readonly backend: QueueBackend;
  /** Throws away everything the queue keeps, as `FLUSHALL` or truncated tables do. */
  empty(): Promise<void>;
  /** How many jobs the server keeps, in whatever state. */
  jobsKept(): Promise<number>;
  close(): Promise<void>;
}
