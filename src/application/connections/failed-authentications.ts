import { LRUCache } from 'lru-cache';
import {
  giveBackToken,
  type RateLimit,
  retryAfterSeconds,
  type TokenBucket,
  takeToken,
} from '../../domain/provisioning/rate-limit.ts';

/** Tokens nobody knows, from one address. A provider that was given a wrong one sends a few a minute. */
const LIMIT: RateLimit = { requestsPerSecond: 10, burst: 200 };
const REMEMBERED_ADDRESSES = 10_000;

/** Too many unknown tokens came from one address: no further one is looked up for the while. */
export class TooManyFailedAuthentications extends Error {
  override readonly name = 'TooManyFailedAuthentications';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('Too many unknown tokens came from this address: check the token, and come back later');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Bounds what unknown bearer tokens of one address cost the database. Guessing one is hopeless anyway, so that the memory
 * of one process is enough. Tokens that were good a moment ago are not looked up and never wait.
 */
export class FailedAuthentications {
  readonly #nowMs: () => number;
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: REMEMBERED_ADDRESSES });

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Counts an attempt as failed until it succeeds. @throws TooManyFailedAuthentications */
  begin(address: string): void {
    const key = networkOf(address);
    const { bucket, waitMs } = takeToken(this.#buckets.get(key), LIMIT, this.#nowMs());
    this.#buckets.set(key, bucket);
    if (waitMs > 0) throw new TooManyFailedAuthentications(retryAfterSeconds(waitMs));
  }

  /** The attempt did not fail after all. */
  forgive(address: string): void {
    const key = networkOf(address);
    const bucket = this.#buckets.get(key);
    if (bucket) this.#buckets.set(key, giveBackToken(bucket, LIMIT));
  }
}

/** Whoever has one IPv6 address has a whole /64 of them. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
