import { setTimeout as delay } from 'node:timers/promises';
import type { SeededRandom } from '../support/seeded-random.ts';

/** So late after a request was sent a disturbance may come at most: it then meets the request at any point of its way. */
const LATE_MS = 40;

/** Disturbs a push at random moments, spread over its requests, one disturbance after the other. */
export class Disturbances {
  readonly #moments: number[];
  readonly #random: SeededRandom;
  readonly #disturb: (index: number) => Promise<void>;
  #happened = 0;
  #underWay: Promise<void> = Promise.resolve();
  #fail: (error: unknown) => void = () => {};
  /** Rejects when a disturbance could not be carried out; never resolves. */
  readonly failed = new Promise<never>((_, reject) => {
    this.#fail = reject;
  });

  /** About `requests` are going to be sent. */
  constructor(random: SeededRandom, count: number, requests: number, disturb: (index: number) => Promise<void>) {
    this.failed.catch(() => {});
    this.#random = random;
    this.#disturb = disturb;
    this.#moments = Array.from({ length: count }, () => Math.ceil((0.03 + 0.94 * random.next()) * requests)).sort(
      (one, other) => one - other,
    );
  }

  /** To be told of every request before it is sent. */
  readonly onRequest = (count: number): void => {
    while (this.#moments.length > 0 && count >= (this.#moments[0] ?? 0)) {
      this.#moments.shift();
      this.#next();
    }
  };

  /** Does at once what has not happened yet, and waits for the end of the last disturbance. */
  async finish(): Promise<void> {
    for (const _ of this.#moments.splice(0)) this.#next();
    await this.#underWay;
  }

  #next(): void {
    const index = this.#happened++;
    const lateMs = this.#random.next() * LATE_MS;
    this.#underWay = this.#underWay.then(() => delay(lateMs)).then(() => this.#disturb(index));
    this.#underWay.catch(this.#fail);
  }
}
