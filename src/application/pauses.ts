import { setImmediate } from 'node:timers/promises';

/** How long work of this kind may keep others from being served. */
const TURN_MS = 10;

/** Long work in short turns: after each, whoever waits is served. */
export class Pauses {
  #ends = performance.now() + TURN_MS;

  /** To be called between pieces of work. */
  async pauseWhenDue(): Promise<void> {
    if (performance.now() < this.#ends) return;
    await setImmediate();
    this.#ends = performance.now() + TURN_MS;
  }
}
