import type { Delivery } from '../../src/application/ports/job-queue.ts';

/** One delivery to a handler, which runs until the test finishes it. */
export interface Received<Payload> extends Delivery {
  readonly payload: Payload;
  finish(): void;
  fail(error: Error): void;
}

/** Collects what handlers receive, for a test to wait for without a clock. */
export class Inbox<Payload> {
  readonly received: Received<Payload>[] = [];
  readonly #waiting: { readonly isMet: () => boolean; readonly resolve: () => void }[] = [];
  readonly #finishesItself: boolean;
  #nextIndex = 0;

  /** With `finishesItself`, handlers return at once; else each runs until the test says so. */
  constructor(finishesItself = true) {
    this.#finishesItself = finishesItself;
  }

  readonly handler = (payload: Payload, delivery: Delivery): Promise<void> =>
    new Promise((resolve, reject) => {
      this.received.push({ ...delivery, payload, finish: resolve, fail: reject });
      if (this.#finishesItself) resolve();
      this.#check();
    });

  /** The next delivery that no earlier call returned. */
  async next(): Promise<Received<Payload>> {
    const index = this.#nextIndex++;
    await this.until(() => this.received.length > index);
    const received = this.received[index];
    if (!received) throw new Error('Nothing was received');
    return received;
  }

  /** Waits until the condition holds; it is looked at after every delivery. */
  until(isMet: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ isMet, resolve });
      this.#check();
    });
  }

  get payloads(): Payload[] {
    return this.received.map((received) => received.payload);
  }

  #check(): void {
    for (const waiting of this.#waiting.filter(({ isMet }) => isMet())) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
  }
}
