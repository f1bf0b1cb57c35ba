import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerOptions } from 'bullmq';
import type { QuietLog } from '../../application/ports/quiet-log.ts';
import type { BullWorker, Processor, QueueStorage } from './queue-storage.ts';
import { settledWithin } from './within.ts';

const REOPEN_MS = 1_000;
const CLOSE_MS = 2_000;

/** `lockMs`: a killed worker's jobs are handed on this long after its last sign of life, or somewhat later. */
const options = (concurrency: number, lockMs: number): Omit<WorkerOptions, 'connection'> => ({
  concurrency,
  autorun: false,
  lockDuration: lockMs,
  stalledInterval: lockMs / 2,
  // Stalling says something about a process, nothing about the job: it never ends one.
  maxStalledCount: 1_000_000,
  runRetryDelay: REOPEN_MS,
  drainDelay: 2,
});

/**
 * One BullMQ worker that outlives its queue. BullMQ remembers a failed first connection for ever, so the worker is built
 * anew until one connects; from then on it reconnects by itself.
 */
export class SupervisedWorker {
  readonly #open: () => BullWorker;
  readonly #topic: string;
  readonly #log: QuietLog;
  readonly #stopping = new AbortController();
  #worker: BullWorker | undefined;

  constructor(
    storage: QueueStorage,
    name: string,
    processor: Processor,
    concurrency: number,
    lockMs: number,
    log: QuietLog,
  ) {
    const heard: Processor = (job, token) => {
      log.over(this.#topic, 'The queue gives this worker jobs again');
      return processor(job, token);
    };
    this.#open = () => storage.openWorker(name, heard, options(concurrency, lockMs));
    this.#topic = `work on ${name}`;
    this.#log = log;
    void this.#start();
  }

  async #start(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const worker = this.#open();
      this.#worker = worker;
      worker.on('error', (error) => this.#trouble(error));
      try {
        await worker.waitUntilReady();
        if (this.#stopping.signal.aborted) return;
        worker.run().catch((error: unknown) => this.#trouble(error));
        return;
      } catch (error) {
        this.#trouble(error);
        await settledWithin(CLOSE_MS, worker.close());
        await sleep(REOPEN_MS, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  #trouble(error: unknown): void {
    if (!this.#stopping.signal.aborted) this.#log.trouble(this.#topic, 'The queue gives this worker trouble', error);
  }

  /** Takes no more jobs, waits for `handlersDone`, reports what they finished and disconnects. */
  async stop(handlersDone: () => Promise<void>): Promise<void> {
    this.#stopping.abort();
    const closing = this.#worker?.close();
    await handlersDone();
    if (closing) await settledWithin(CLOSE_MS, closing);
  }
}
