import { LRUCache } from 'lru-cache';
import type { Connection } from '../../domain/provisioning/connection.ts';
import {
  type RateLimit,
  retryAfterSeconds,
  shareOf,
  type TokenBucket,
  takeToken,
} from '../../domain/provisioning/rate-limit.ts';

/** A connection that was quiet for longer than its bucket takes to fill is forgotten without harm. */
const REMEMBERED_CONNECTIONS = 10_000;

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

  /** Counts a request of this connection, unless it comes too fast: then what to tell it. */
  take({ id, rateLimit }: Pick<Connection, 'id' | 'rateLimit'>): LimitExceeded | undefined {
    const limit = rateLimit ?? this.#options.byDefault;
    if (!limit) return undefined;
    const { bucket, waitMs } = takeToken(
      this.#buckets.get(id),
      shareOf(limit, this.#options.processes()),
      this.#nowMs(),
    );
    this.#buckets.set(id, bucket);
    return waitMs > 0 ? { limit, retryAfterSeconds: retryAfterSeconds(waitMs) } : undefined;
  }
}
