import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { JobDefinition, JobHandler, Working, WorkOptions } from '../../application/ports/job-queue.ts';
import type { QuietLog } from '../../application/ports/quiet-log.ts';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';
import { HandlerSlots } from './handler-slots.ts';
import { BULK_PRIORITY, othersQueue, removalsQueue } from './queue-names.ts';
import type { Processor, QueueStorage } from './queue-storage.ts';
import { SupervisedWorker } from './supervised-worker.ts';

/** One process working on one kind of job: a BullMQ worker for removals and one for all else, sharing handler slots. */
export class BullWorking<Payload> implements Working {
  readonly #definition: JobDefinition<Payload>;
  readonly #handler: JobHandler<Payload>;
  readonly #log: QuietLog;
  readonly #slots: HandlerSlots;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #workers: readonly SupervisedWorker[];
  #stopped: Promise<void> | undefined;

  constructor(
    storage: QueueStorage,
    definition: JobDefinition<Payload>,
    handler: JobHandler<Payload>,
    options: WorkOptions,
    lockMs: number,
    log: QuietLog,
  ) {
    this.#definition = definition;
    this.#handler = handler;
    this.#log = log;
    this.#slots = new HandlerSlots(options.concurrency);
    const { name } = definition;
    this.#workers = [
      new SupervisedWorker(storage, removalsQueue(name), this.#processor(true), options.concurrency + 1, lockMs, log),
      new SupervisedWorker(storage, othersQueue(name), this.#processor(false), options.concurrency, lockMs, log),
    ];
  }

  #processor(isRemoval: boolean): Processor {
    return async (job, token) => {
      const release = await this.#slots.take(isRemoval, this.#stopping.signal);
      if (!release) {
        await job.moveToWait(token);
        throw new WaitingError('This worker is stopping');
      }
      const running = this.#handle(
        job,
        isRemoval ? 'removal' : job.opts.priority === BULK_PRIORITY ? 'bulk' : 'change',
      );
      this.#running.add(running);
      try {
        await running;
      } finally {
        this.#running.delete(running);
        release();
      }
    };
  }

  async #handle(job: Job, priority: PriorityClass): Promise<void> {
    const { name } = this.#definition;
    const payload = this.#definition.payload.safeParse(job.data);
    if (!payload.success) {
      const problems = payload.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
      this.#log.trouble(`payload of ${name}`, 'A queued job does not fit its definition and was dropped', problems);
      throw new UnrecoverableError('The payload does not fit its definition');
    }
    try {
      await this.#handler(payload.data, { priority, signal: this.#stopping.signal });
    } catch (error) {
      this.#log.trouble(`handler of ${name}`, 'A queued job failed and is tried again later', error);
      throw error;
    }
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#stopping.abort();
    const handlersDone = async (): Promise<void> => {
      await Promise.allSettled(this.#running);
    };
    await Promise.all(this.#workers.map((worker) => worker.stop(handlersDone)));
  }
}
