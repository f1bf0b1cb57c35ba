import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Connection } from '../../domain/provisioning/connection.ts';
import {
  oweTokens,
  type RateLimit,
  retryAfterSeconds,
  shareOf,
  type TokenBucket,
  takeToken,
} from '../../domain/provisioning/rate-limit.ts';

/** A connection that was quiet for longer than its bucket takes to fill is forgotten without harm. */
const REMEMBERED_CONNECTIONS = 10_000;

/** The longest that requests may have to wait for what a request before them did at once. */
const MOST_DEBT_MS = 20_000;

/** A connection asked faster than it may. */
export interface LimitExceeded {
  /** Of the connection as a whole, whatever share of it this process has. */
  readonly limit: RateLimit;
  readonly retryAfterSeconds: number;
}

export interface RateLimitOptions {
  /** For connections without a limit of their own; undefined: those have none. */
  readonly byDefault: RateLimit | undefined;
  /** How many processes requests are spread over: each lets its share through. */
  readonly processes: () => number;
  /**
   * A request that would be let through after this long waits for it instead of being refused. A client that asks one
   * thing after the other is slowed down to its rate and never told so; one that asks many at once is. Default: none.
   */
  readonly patienceMs?: number;
  /** Of a clock that never goes back. */
  readonly nowMs?: () => number;
}

/** Holds every connection to its rate, in the memory of this process: a request costs no read and no write. */
export class ConnectionRateLimits {
  readonly #options: RateLimitOptions;
  readonly #nowMs: () => number;
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: REMEMBERED_CONNECTIONS });

  constructor(options: RateLimitOptions) {
    this.#options = options;
    this.#nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Counts a request of this connection, unless it comes too fast to go on at once: then what to tell it. */
  take(connection: Limited): LimitExceeded | undefined {
    return this.#take(connection, 0).exceeded;
  }

  /** The same for one that may wait a little: resolves when it may go on, or at once with what to tell it. */
  async pass(connection: Limited): Promise<LimitExceeded | undefined> {
    const { exceeded, waitMs } = this.#take(connection, this.#options.patienceMs ?? 0);
    if (!exceeded && waitMs > 0) await delay(waitMs);
    return exceeded;
  }

  /**
   * Counts what one request, let through already, turned out to hold besides itself: each counts like a request, and those
   * that come next wait for it, 20 seconds at most.
   */
  charge({ id, rateLimit }: Limited, requests: number): void {
    const limit = rateLimit ?? this.#options.byDefault;
    if (!limit || requests <= 0) return;
    const share = shareOf(limit, this.#options.processes());
    this.#buckets.set(id, oweTokens(this.#buckets.get(id), share, this.#nowMs(), requests, MOST_DEBT_MS));
  }

  #take({ id, rateLimit }: Limited, patienceMs: number): { exceeded?: LimitExceeded; waitMs: number } {
    const limit = rateLimit ?? this.#options.byDefault;
    if (!limit) return { waitMs: 0 };
    const share = shareOf(limit, this.#options.processes());
    const { bucket, waitMs, taken } = takeToken(this.#buckets.get(id), share, this.#nowMs(), patienceMs);
    this.#buckets.set(id, bucket);
    if (taken) return { waitMs };
    // By then it is let in, to wait for the rest.
    return { waitMs, exceeded: { limit, retryAfterSeconds: retryAfterSeconds(waitMs - patienceMs) } };
  }
}

type Limited = Pick<Connection, 'id' | 'rateLimit'>;
