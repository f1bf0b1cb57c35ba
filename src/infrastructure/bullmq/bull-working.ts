import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { JobDefinition, JobHandler, Working, WorkOptions } from '../../application/ports/job-queue.ts';
import type { QuietLog } from '../../application/ports/quiet-log.ts';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';
import { HandlerSlots } from './handler-slots.ts';
import { JoinedWaiters } from './joined-waiters.ts';
import { BULK_PRIORITY, othersQueue, removalsQueue } from './queue-names.ts';
import type { Processor, QueueStorage } from './queue-storage.ts';
import { SupervisedWorker } from './supervised-worker.ts';

/** How many removals a process takes from the queue at once, to handle them together when there are more than slots. */
const REMOVALS_TAKEN = 50;

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
    const { name, join } = definition;
    const removals = new JoinedWaiters<Payload>(join ?? (() => undefined));
    const apart = new JoinedWaiters<Payload>(() => undefined);
    const removalsAtOnce = join ? REMOVALS_TAKEN : options.concurrency + 1;
    this.#workers = [
      new SupervisedWorker(storage, removalsQueue(name), this.#processor(true, removals), removalsAtOnce, lockMs, log),
      new SupervisedWorker(storage, othersQueue(name), this.#processor(false, apart), options.concurrency, lockMs, log),
    ];
  }

  #processor(isRemoval: boolean, waiters: JoinedWaiters<Payload>): Processor {
    return async (job, token) => {
      const waiter = waiters.add(this.#payloadOf(job));
      const release = await this.#slots.take(isRemoval, this.#stopping.signal);
      const priority = isRemoval ? 'removal' : job.opts.priority === BULK_PRIORITY ? 'bulk' : 'change';
      if (waiter.run) release?.();
      else if (release) {
        const running = waiters.start(waiter, (payload) => this.#handle(payload, priority)).finally(release);
        this.#running.add(running);
        running.catch(() => {}).finally(() => this.#running.delete(running));
      } else {
        waiters.remove(waiter);
        await job.moveToWait(token);
        throw new WaitingError('This worker is stopping');
      }
      await waiter.run;
    };
  }

  #payloadOf(job: Job): Payload {
    const { name, payload } = this.#definition;
    const parsed = payload.safeParse(job.data);
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    this.#log.trouble(`payload of ${name}`, 'A queued job does not fit its definition and was dropped', problems);
    throw new UnrecoverableError('The payload does not fit its definition');
  }

  async #handle(payload: Payload, priority: PriorityClass): Promise<void> {
    try {
      await this.#handler(payload, { priority, signal: this.#stopping.signal });
    } catch (error) {
      const topic = `handler of ${this.#definition.name}`;
      this.#log.trouble(topic, 'A queued job failed and is tried again later', error);
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
