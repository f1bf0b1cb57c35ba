/** Work that comes round by itself, in one process at a time: a net under what events should have done already. */
export interface Sweep {
  readonly name: string;
  /** Must bear being repeated and should return soon after the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

const EVERY_MS = 60_000;

/** Runs each sweep once a minute, one after the other, beside whatever the caller does meanwhile. */
export class Sweeps {
  readonly #sweeps: readonly Sweep[];
  readonly #onError: (sweep: string, error: unknown) => void;
  readonly #lastRuns = new Map<string, number>();
  #running: Promise<void> | undefined;

  constructor(sweeps: readonly Sweep[], onError: (sweep: string, error: unknown) => void) {
    this.#sweeps = sweeps;
    this.#onError = onError;
  }

  /** Starts the sweeps that are due, unless earlier ones still run. A sweep that fails holds up no other. */
  startDue(nowMs: number, signal: AbortSignal): void {
    const due = this.#sweeps.filter(({ name }) => nowMs - (this.#lastRuns.get(name) ?? -EVERY_MS) >= EVERY_MS);
    if (this.#running || due.length === 0) return;
    for (const { name } of due) this.#lastRuns.set(name, nowMs);
    this.#running = this.#run(due, signal).finally(() => {
      this.#running = undefined;
    });
  }

  async #run(due: readonly Sweep[], signal: AbortSignal): Promise<void> {
    for (const sweep of due) {
      if (signal.aborted) return;
      try {
        await sweep.run(signal);
      } catch (error) {
        this.#onError(sweep.name, error);
      }
    }
  }

  /** Resolves when no sweep runs. */
  async settled(): Promise<void> {
    await this.#running;
  }
}
