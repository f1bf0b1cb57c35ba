import { LRUCache } from 'lru-cache';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { Clock } from '../ports/clock.ts';
import { TooManyAttempts } from './sign-in-errors.ts';

const WINDOW_MS = 15 * 60_000;
/** Failures per window: of one e-mail from one address, and from one address whatever the e-mail. */
const PER_EMAIL_AND_ADDRESS = 10;
const PER_ADDRESS = 100;

interface Failures {
  readonly count: number;
  readonly until: number;
}

/**
 * Counts failed sign-ins of this process in bounded memory. An attempt counts as failed from its start until it
 * succeeds, so that attempts made at the same time cannot all slip through.
 */
export class SignInAttempts {
  readonly #failures = new LRUCache<string, Failures>({ max: 20_000 });
  readonly #clock: Clock;
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws TooManyAttempts; otherwise counts the attempt. */
  begin(email: string, address: string): void {
    const pair = pairKey(email, address);
    this.#assertBelow(pair, PER_EMAIL_AND_ADDRESS);
    this.#assertBelow(address, PER_ADDRESS);
    this.#add(pair, 1);
    this.#add(address, 1);
  }

  /** The attempt was right: what failed before it is forgiven for this e-mail, and the address gets its own back. */
  succeeded(email: string, address: string): void {
    this.#failures.delete(pairKey(email, address));
    this.#add(address, -1);
  }

  #assertBelow(key: string, limit: number): void {
    const failures = this.#current(key);
    if (failures && failures.count >= limit) {
      throw new TooManyAttempts(Math.max(1, Math.ceil((failures.until - this.#now()) / 1000)));
    }
  }

  #add(key: string, by: number): void {
    const failures = this.#current(key) ?? { count: 0, until: this.#now() + WINDOW_MS };
    this.#failures.set(key, { ...failures, count: Math.max(0, failures.count + by) });
  }

  #current(key: string): Failures | undefined {
    const failures = this.#failures.get(key);
    return failures && failures.until > this.#now() ? failures : undefined;
  }

  #now(): number {
    return Date.parse(this.#clock.now());
  }
}

const pairKey = (email: string, address: string): string => `${address} ${foldCase(email)}`;
