/** Gives the slot back. Calling it again does nothing. */
export type ReleaseSlot = () => void;

interface Waiter {
  readonly signal: AbortSignal;
  readonly start: (release: ReleaseSlot | undefined) => void;
}

/**
 * The slots of one process for handlers of one kind of job: `concurrency` for anything, and one that only removals may
 * take. A slot that becomes free goes to the removal that waits longest, before anything else; and while a removal runs,
 * others start in half of their slots only, because its statements share the processor and the database with theirs.
 */
export class HandlerSlots {
  readonly #concurrency: number;
  #removals = 0;
  #others = 0;
  readonly #waitingRemovals: Waiter[] = [];
  readonly #waitingOthers: Waiter[] = [];

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** Resolves with a slot, or with nothing when the signal aborts first. */
  take(isRemoval: boolean, signal: AbortSignal): Promise<ReleaseSlot | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const queue = isRemoval ? this.#waitingRemovals : this.#waitingOthers;
      const onAbort = (): void => {
        const place = queue.indexOf(waiter);
        if (place >= 0) queue.splice(place, 1);
        resolve(undefined);
      };
      const waiter: Waiter = {
        signal,
        start: (release) => {
          signal.removeEventListener('abort', onAbort);
          resolve(release);
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      queue.push(waiter);
      this.#startNext();
    });
  }

  #startNext(): void {
    const all = this.#concurrency + 1;
    while (this.#removals + this.#others < all) {
      const removal = this.#waitingRemovals.shift();
      if (removal) {
        this.#removals += 1;
        removal.start(this.#releaseOnce(() => (this.#removals -= 1)));
        continue;
      }
      const forOthers = this.#removals > 0 ? Math.ceil(this.#concurrency / 2) : this.#concurrency;
      const other = this.#others < forOthers ? this.#waitingOthers.shift() : undefined;
      if (!other) return;
      this.#others += 1;
      other.start(this.#releaseOnce(() => (this.#others -= 1)));
    }
  }

  #releaseOnce(giveBack: () => void): ReleaseSlot {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      giveBack();
      this.#startNext();
    };
  }
}
