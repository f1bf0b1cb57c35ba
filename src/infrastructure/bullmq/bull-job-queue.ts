import { randomUUID } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import type { JobDefinition, JobHandler, JobQueue, Working, WorkOptions } from '../../application/ports/job-queue.ts';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';
import type { QuietLog } from '../../application/ports/quiet-log.ts';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';
import { BullProducers } from './bull-producers.ts';
import { BullWorking } from './bull-working.ts';
import { BULK_PRIORITY, othersQueue, removalsQueue } from './queue-names.ts';
import type { QueueStorage } from './queue-storage.ts';
import { settledWithin, within } from './within.ts';

const ANSWER_MS = 2_000;
const CLOSE_MS = 2_000;

const JOB_OPTIONS: JobsOptions = {
  // Few: the database is the truth, and the relay comes back to what was given up here.
  attempts: 3,
  backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
  // BullMQ ignores an add whose id still exists, and nobody reads finished jobs here.
  removeOnComplete: true,
  removeOnFail: true,
  stackTraceLimit: 1,
};

/** The job queue port on BullMQ: two BullMQ queues per kind of job, so that removals never stand behind anything else. */
export class BullJobQueue implements JobQueue {
  readonly #storage: QueueStorage;
  readonly #lockMs: number;
  readonly #log: QuietLog;
  readonly #producers: BullProducers;
  readonly #workings = new Set<Working>();
  #closed = false;

  constructor(storage: QueueStorage, lockMs: number, log: QuietLog) {
    this.#storage = storage;
    this.#lockMs = lockMs;
    this.#log = log;
    this.#producers = new BullProducers(storage);
  }

  async enqueue<Payload>(definition: JobDefinition<Payload>, payload: Payload, priority: PriorityClass): Promise<void> {
    const data = definition.payload.parse(payload);
    await within(ANSWER_MS, 'store a job', this.#add(definition.name, data, priority));
  }

  async #add(name: string, data: unknown, priority: PriorityClass): Promise<void> {
    this.#assertOpen();
    const queue = await this.#producers.get(priority === 'removal' ? removalsQueue(name) : othersQueue(name));
    await queue.add(name, data, {
      ...JOB_OPTIONS,
      // BullMQ's own ids start again after its storage was emptied and would meet those of jobs still being handled.
      jobId: randomUUID(),
      ...(priority === 'bulk' ? { priority: BULK_PRIORITY } : {}),
    });
  }

  async work<Payload>(
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    options: WorkOptions,
  ): Promise<Working> {
    this.#assertOpen();
    const working = new BullWorking(this.#storage, definition, handler, options, this.#lockMs, this.#log);
    this.#workings.add(working);
    return {
      stop: async () => {
        await working.stop();
        this.#workings.delete(working);
      },
    };
  }

  depth<Payload>(definition: JobDefinition<Payload>): Promise<Record<PriorityClass, number>> {
    return within(ANSWER_MS, 'count its jobs', this.#count(definition.name));
  }

  async #count(name: string): Promise<Record<PriorityClass, number>> {
    this.#assertOpen();
    const [removals, others] = await Promise.all([
      this.#producers.get(removalsQueue(name)).then((queue) => queue.getJobCounts('waiting')),
      this.#producers.get(othersQueue(name)).then((queue) => queue.getJobCounts('waiting', 'prioritized')),
    ]);
    return { removal: removals.waiting ?? 0, change: others.waiting ?? 0, bulk: others.prioritized ?? 0 };
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    await within(ANSWER_MS, 'answer', this.#storage.ping());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#workings].map((working) => working.stop()));
    await settledWithin(CLOSE_MS, this.#producers.close());
    this.#storage.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new QueueUnavailable('The queue was closed by this process');
  }
}
