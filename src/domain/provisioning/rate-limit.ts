/** How fast somebody may ask: so many requests a second in the long run, and so many at once after a pause. */
export interface RateLimit {
  /** Above 0. */
  readonly requestsPerSecond: number;
  /** At least 1. */
  readonly burst: number;
}

/** What is left of a burst, and when that was reckoned. Undefined: nothing was taken yet, so all of it. */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

export interface TokenTaken {
  readonly bucket: TokenBucket;
  /** 0 when a token was there to take; else how long until there is one. */
  readonly waitMs: number;
  /** Whether a token was taken: at once, or for when the wait is over. */
  readonly taken: boolean;
}

/**
 * Takes one token, for a request that goes on at once or after a wait of `patienceMs` at most; who would have to wait
 * longer takes nothing. `nowMs` comes from a clock that never goes back.
 */
export function takeToken(
  bucket: TokenBucket | undefined,
  limit: RateLimit,
  nowMs: number,
  patienceMs = 0,
): TokenTaken {
  const tokens = tokensLeft(bucket, limit, nowMs);
  const waitMs = tokens >= 1 ? 0 : ((1 - tokens) / limit.requestsPerSecond) * 1000;
  const taken = waitMs <= patienceMs;
  return { bucket: { tokens: taken ? tokens - 1 : tokens, atMs: nowMs }, waitMs, taken };
}

function tokensLeft(bucket: TokenBucket | undefined, { requestsPerSecond, burst }: RateLimit, nowMs: number): number {
  if (!bucket) return burst;
  return Math.min(burst, bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * requestsPerSecond);
}

/**
 * Takes tokens for what is done anyway, also such as are not there yet: what follows waits until they are, but never
 * longer than `mostWaitMs`, for which the rest is forgiven.
 */
export function oweTokens(
  bucket: TokenBucket | undefined,
  limit: RateLimit,
  nowMs: number,
  count: number,
  mostWaitMs: number,
): TokenBucket {
  const before = tokensLeft(bucket, limit, nowMs);
  const least = 1 - (mostWaitMs / 1000) * limit.requestsPerSecond;
  return { tokens: Math.min(before, Math.max(before - count, least)), atMs: nowMs };
}

/** Puts a token back that need not have been taken. */
export const giveBackToken = ({ tokens, atMs }: TokenBucket, { burst }: RateLimit): TokenBucket => ({
  tokens: Math.min(burst, tokens + 1),
  atMs,
});

/** What falls to each of `parts` that share a limit without asking each other. A burst is never less than one request. */
export const shareOf = ({ requestsPerSecond, burst }: RateLimit, parts: number): RateLimit => ({
  requestsPerSecond: requestsPerSecond / Math.max(1, parts),
  burst: Math.max(1, burst / Math.max(1, parts)),
});

/** For `Retry-After`, which holds whole seconds and never 0 (RFC 9110 §10.2.3). */
export const retryAfterSeconds = (waitMs: number): number => Math.max(1, Math.ceil(waitMs / 1000));
