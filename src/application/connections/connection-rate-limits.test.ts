import { describe, expect, it } from '@jest/globals';
import { ConnectionRateLimits } from './connection-rate-limits.ts';

const BY_DEFAULT = { requestsPerSecond: 50, burst: 200 };

const tries = (limits: ConnectionRateLimits, connection: Parameters<ConnectionRateLimits['take']>[0], count: number) =>
  Array.from({ length: count }, () => limits.take(connection)).filter((exceeded) => exceeded === undefined).length;

describe('Rate limits of connections', () => {
  it('hold each connection by itself to the default', () => {
    const limits = new ConnectionRateLimits({ byDefault: BY_DEFAULT, processes: () => 1, nowMs: () => 0 });
    expect(tries(limits, { id: 'a' }, 300)).toBe(200);
    expect(tries(limits, { id: 'b' }, 300)).toBe(200);
    expect(limits.take({ id: 'a' })).toEqual({ limit: BY_DEFAULT, retryAfterSeconds: 1 });
  });

  it('prefer the limit of the connection itself, and follow its change at once', () => {
    const limits = new ConnectionRateLimits({ byDefault: BY_DEFAULT, processes: () => 1, nowMs: () => 0 });
    const slow = { id: 'a', rateLimit: { requestsPerSecond: 1, burst: 5 } };
    expect(tries(limits, slow, 20)).toBe(5);
    expect(limits.take(slow)).toMatchObject({ limit: { requestsPerSecond: 1, burst: 5 } });
  });

  it('let each of several processes pass its share, and name the whole limit', () => {
    const limits = new ConnectionRateLimits({ byDefault: BY_DEFAULT, processes: () => 4, nowMs: () => 0 });
    expect(tries(limits, { id: 'a' }, 300)).toBe(50);
    expect(limits.take({ id: 'a' })).toMatchObject({ limit: BY_DEFAULT });
  });

  it('are none without a default', () => {
    const limits = new ConnectionRateLimits({ byDefault: undefined, processes: () => 1, nowMs: () => 0 });
    expect(tries(limits, { id: 'a' }, 5_000)).toBe(5_000);
    expect(tries(limits, { id: 'b', rateLimit: { requestsPerSecond: 1, burst: 2 } }, 10)).toBe(2);
  });

  it('slow down who asks one thing after the other, and refuse who asks everything at once', async () => {
    const limits = new ConnectionRateLimits({
      byDefault: { requestsPerSecond: 1_000, burst: 10 },
      processes: () => 1,
      patienceMs: 50,
    });
    for (let index = 0; index < 100; index++) expect(await limits.pass({ id: 'a' })).toBeUndefined();
    const atOnce = await Promise.all(Array.from({ length: 500 }, () => limits.pass({ id: 'b' })));
    expect(atOnce.filter((exceeded) => exceeded === undefined).length).toBeGreaterThanOrEqual(60);
    expect(atOnce.at(-1)).toMatchObject({ retryAfterSeconds: 1 });
  });

  it('say how many whole seconds to wait', () => {
    const limits = new ConnectionRateLimits({ byDefault: undefined, processes: () => 1, nowMs: () => 0 });
    const slow = { id: 'a', rateLimit: { requestsPerSecond: 0.25, burst: 1 } };
    expect(limits.take(slow)).toBeUndefined();
    expect(limits.take(slow)?.retryAfterSeconds).toBe(4);
  });
});
