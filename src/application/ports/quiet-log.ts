import type { Log } from './log.ts';

const QUIET_MS = 30_000;

interface Trouble {
  quietUntil: number;
  unsaid: number;
}

/**
 * Says each trouble once, then at most every 30 seconds with the number of times it came back, because a queue that is
 * gone makes every worker and producer fail several times a second. Topics are a fixed few, so memory is bounded.
 */
export class QuietLog {
  readonly #log: Log;
  readonly #now: () => number;
  readonly #troubles = new Map<string, Trouble>();

  constructor(log: Log, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
  }

  trouble(topic: string, message: string, error: unknown): void {
    const now = this.#now();
    const known = this.#troubles.get(topic);
    if (known && now < known.quietUntil) {
      known.unsaid += 1;
      return;
    }
    this.#troubles.set(topic, { quietUntil: now + QUIET_MS, unsaid: 0 });
    const reason = error instanceof Error ? error.message || error.name : String(error);
    this.#log.warn({ topic, reason, ...(known?.unsaid ? { repeated: known.unsaid } : {}) }, message);
  }

  /** Says that a trouble is over, if it was ever said. */
  over(topic: string, message: string): void {
    if (this.#troubles.delete(topic)) this.#log.info({ topic }, message);
  }
}
