import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';

/**
 * How many transactions and searches run at once. Who finds no slot waits a while: better than a server that holds open
 * more snapshots than it can serve.
 */
export class Slots {
  #free: number;
  readonly #patienceMs: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number, patienceMs: number) {
    this.#free = count;
    this.#patienceMs = patienceMs;
  }

  /** @throws DatabaseUnavailable when none becomes free in time. */
  async acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free--;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(enter);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new DatabaseUnavailable(`No transaction ended within ${this.#patienceMs} ms`));
      }, this.#patienceMs);
      this.#waiting.add(enter);
    });
  }

  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free++;
    else next();
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    try {
      return await work();
    } finally {
      this.release();
    }
  }
}
