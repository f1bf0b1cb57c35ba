import type { z } from 'zod';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';

/** A kind of queued work: a stable name and the shape of its payload, apart from its handler. */
export interface JobDefinition<Payload> {
  /** Stable across versions: it stands in the queue's storage. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
}

export interface WorkOptions {
  /** How many handlers run at once besides the slot reserved for removals. */
  readonly concurrency: number;
}

/**
 * Carries hints about due work to workers. The database's sync jobs are the truth: whatever a queue loses is found again
 * by the relay, and whatever it delivers twice is harmless, so the guarantees here are weak on purpose.
 * - `enqueue` resolves once the queue has stored the job, and fails with `QueueUnavailable` within a bounded time.
 * - Within one process's work, `removal` outruns `change`, which outruns `bulk`; `removal` has a reserved slot.
 * - At least once; no order between jobs of a class is promised.
 * - Finished and finally failed jobs leave the queue's storage.
 */
export interface JobQueue {
  enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, priority: PriorityClass): Promise<void>;
  /**
   * Starts working. The handler must be idempotent; `signal` aborts when the process stops, after which it should return
   * soon. A handler that throws has its job retried with backoff a few times.
   */
  work<Payload>(
    definition: JobDefinition<Payload>,
    handler: (payload: Payload, signal: AbortSignal) => Promise<void>,
    options: WorkOptions,
  ): Promise<Working>;
  /** Jobs waiting by class; for metrics and the console. */
  depth(): Promise<Record<PriorityClass, number>>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface Working {
  /** Stops taking jobs, lets running handlers finish (or return early through their signal), then resolves. */
  stop(): Promise<void>;
}

/** The queue cannot be reached. SCIM goes on accepting; the relay enqueues later. */
export class QueueUnavailable extends Error {
  override readonly name = 'QueueUnavailable';
}
