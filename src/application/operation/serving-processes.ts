import type { Application } from '../application.ts';
import { isAlive, listProcesses } from './processes.ts';

/** How long what was read about the others is taken for true: a few heartbeats. */
const KNOWN_FOR_MS = 5_000;

/**
 * How many processes of the installation answer requests, by their signs of life. Nothing is read while nobody asks, and
 * whoever asks never waits: they get what was last read.
 */
export class ServingProcesses {
  readonly #app: Pick<Application, 'database' | 'clock'>;
  readonly #nowMs: () => number;
  #count = 1;
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(app: Pick<Application, 'database' | 'clock'>, nowMs: () => number = () => performance.now()) {
    this.#app = app;
    this.#nowMs = nowMs;
  }

  /** At least 1: the one that asks. */
  get count(): number {
    if (this.#nowMs() - this.#readAtMs >= KNOWN_FOR_MS) void this.refresh();
    return this.#count;
  }

  /** Reads anew. While the database does not answer, what was known holds on. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read()
      .catch(() => {})
      .finally(() => {
        this.#readAtMs = this.#nowMs();
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const nowMs = Date.parse(this.#app.clock.now());
    const serving = (await listProcesses(this.#app)).filter((row) => row.kind !== 'worker' && isAlive(row, nowMs));
    this.#count = Math.max(1, serving.length);
  }
}
