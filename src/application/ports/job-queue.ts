import type { z } from 'zod';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';

/** A kind of queued work: a stable name and the shape of its payload, apart from its handler. */
export interface JobDefinition<Payload> {
  /** Stable across versions: it stands in the queue's storage. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /**
   * One payload that asks for what both ask for, or undefined when they are to be handled apart. With it, removals that
   * wait for a slot of one process are handled together: many at once cost little more than one.
   */
  join?(one: Payload, other: Payload): Payload | undefined;
}

export interface WorkOptions {
  /** How many handlers run at once besides the slot reserved for removals. */
  readonly concurrency: number;
}

/** How a payload came to the handler. */
export interface Delivery {
  readonly priority: PriorityClass;
  /** Aborts when the process stops, after which the handler should return soon. */
  readonly signal: AbortSignal;
}

export type JobHandler<Payload> = (payload: Payload, delivery: Delivery) => Promise<void>;

/**
 * Carries hints about due work to workers. The database's sync jobs are the truth: whatever a queue loses is found again
 * by the relay, and whatever it delivers twice is harmless, so the guarantees here are weak on purpose.
 * - `enqueue` resolves once the queue has stored the job, and fails with `QueueUnavailable` within two seconds. A payload
 *   that does not fit its definition fails at once with zod's error; one that was stored by another version and no longer
 *   fits is dropped and logged.
 * - Within one process's work, `removal` outruns `change`, which outruns `bulk`: removals have a slot nothing else may
 *   take, the next slot that becomes free goes to a waiting removal, and while one runs others start in half of theirs.
 * - At least once, also after a worker was killed; no order between jobs of a class is promised.
 * - Finished and finally failed jobs leave the queue's storage.
 * - Workers outlive the queue: they reconnect by themselves, and go on for new jobs after its storage was emptied.
 */
export interface JobQueue {
  enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, priority: PriorityClass): Promise<void>;
  /**
   * Starts working; does not wait for the queue to be reachable. The handler must be idempotent. One that throws has its
   * job retried with backoff a few times, then forgotten.
   */
  work<Payload>(
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    options: WorkOptions,
  ): Promise<Working>;
  /** Jobs of this kind that no worker has taken yet, by class. Fails with `QueueUnavailable` within two seconds. */
  depth<Payload>(definition: JobDefinition<Payload>): Promise<Record<PriorityClass, number>>;
  /** Answers when the queue does, else `QueueUnavailable` within two seconds. */
  ping(): Promise<void>;
  /** Stops all work that was started here, then lets go of every connection. Does not wait for a queue that is gone. */
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
