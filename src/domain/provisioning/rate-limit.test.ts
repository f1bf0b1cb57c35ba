import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  giveBackToken,
  oweTokens,
  type RateLimit,
  retryAfterSeconds,
  shareOf,
  type TokenBucket,
  takeToken,
} from './rate-limit.ts';

const LIMIT: RateLimit = { requestsPerSecond: 50, burst: 200 };

/** How many of the requests at these times get through. */
function passed(limit: RateLimit, times: readonly number[]): number {
  let bucket: TokenBucket | undefined;
  let count = 0;
  for (const nowMs of times) {
    const taken = takeToken(bucket, limit, nowMs);
    bucket = taken.bucket;
    if (taken.waitMs === 0) count++;
  }
  return count;
}

describe('A rate limit', () => {
  it('lets a whole burst through at once, and not one more', () => {
    expect(passed(LIMIT, Array(500).fill(1_000))).toBe(200);
  });

  it('lets the sustained rate through for ever', () => {
    const everyTwentyMs = Array.from({ length: 10_000 }, (_, index) => index * 20);
    expect(passed(LIMIT, everyTwentyMs)).toBe(10_000);
  });

  it('says how long until the next request, which then gets through', () => {
    let bucket: TokenBucket | undefined;
    for (let index = 0; index < 200; index++) bucket = takeToken(bucket, LIMIT, 0).bucket;
    const { waitMs, bucket: empty } = takeToken(bucket, LIMIT, 0);
    expect(waitMs).toBeCloseTo(20);
    expect(takeToken(empty, LIMIT, waitMs).waitMs).toBe(0);
  });

  it('lets those wait who would not wait for long, one after the other', () => {
    let bucket: TokenBucket | undefined;
    const waits: number[] = [];
    for (let index = 0; index < 300; index++) {
      const result = takeToken(bucket, LIMIT, 0, 1_000);
      bucket = result.bucket;
      if (result.taken) waits.push(result.waitMs);
    }
    expect(waits).toHaveLength(250);
    expect(waits.slice(199, 202).map(Math.round)).toEqual([0, 20, 40]);
    expect(Math.max(...waits)).toBeCloseTo(1_000);
    expect(takeToken(bucket, LIMIT, 1_000).taken).toBe(false);
    expect(takeToken(bucket, LIMIT, 1_020).taken).toBe(true);
  });

  it('lets what is owed be waited for, up to a bound', () => {
    const remaining = (count: number, limit: RateLimit) =>
      takeToken(oweTokens(undefined, limit, 0, count, 20_000), limit, 0).waitMs;
    expect(remaining(199, LIMIT)).toBe(0);
    expect(remaining(200, LIMIT)).toBeCloseTo(20);
    expect(remaining(1_000, LIMIT)).toBeCloseTo(16_020);
    expect(remaining(5_000, LIMIT)).toBeCloseTo(20_000);
    expect(remaining(1_000, { requestsPerSecond: 1, burst: 1 })).toBeCloseTo(20_000);
  });

  it('forgives nothing that was owed already', () => {
    const limit = { requestsPerSecond: 10, burst: 10 };
    const owing = { tokens: -500, atMs: 0 };
    expect(oweTokens(owing, limit, 0, 5, 1_000)).toEqual(owing);
  });

  it('never lets more through in any time than the burst and the rate allow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 400 }),
        (requestsPerSecond, burst, pauses) => {
          let now = 0;
          const times = pauses.map((pause) => {
            now += pause;
            return now;
          });
          const span = now - (times[0] ?? 0);
          const most = burst + (span / 1000) * requestsPerSecond;
          expect(passed({ requestsPerSecond, burst }, times)).toBeLessThanOrEqual(most + 1e-6);
        },
      ),
    );
  });

  it('takes a clock that stands still, or a bucket from the future, for no time passed', () => {
    const { bucket } = takeToken({ tokens: 0.5, atMs: 5_000 }, LIMIT, 4_000);
    expect(bucket.tokens).toBe(0.5);
  });

  it('gives back no more than was taken', () => {
    expect(giveBackToken({ tokens: 200, atMs: 0 }, LIMIT).tokens).toBe(200);
    expect(giveBackToken({ tokens: 3, atMs: 0 }, LIMIT).tokens).toBe(4);
  });

  it('is shared evenly, and leaves everybody at least one request', () => {
    expect(shareOf(LIMIT, 4)).toEqual({ requestsPerSecond: 12.5, burst: 50 });
    expect(shareOf({ requestsPerSecond: 1, burst: 1 }, 3).burst).toBe(1);
    expect(shareOf(LIMIT, 0)).toEqual(LIMIT);
  });

  it('asks to come back after whole seconds, at least one', () => {
    expect([0, 1, 999, 1_000, 1_001].map(retryAfterSeconds)).toEqual([1, 1, 1, 1, 2]);
  });
});
