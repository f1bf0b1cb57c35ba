import { describe, expect, it } from '@jest/globals';
import { FailedAuthentications, networkOf, TooManyFailedAuthentications } from './failed-authentications.ts';

describe('Failed authentications', () => {
  it('are bounded for each address by itself', () => {
    let now = 0;
    const failures = new FailedAuthentications(() => now);
    for (let index = 0; index < 200; index++) failures.begin('192.0.2.1');
    expect(() => failures.begin('192.0.2.1')).toThrow(TooManyFailedAuthentications);
    failures.begin('192.0.2.2');
    now += 1_000;
    failures.begin('192.0.2.1');
  });

  it('do not count what succeeds, however often', () => {
    const failures = new FailedAuthentications(() => 0);
    for (let index = 0; index < 1_000; index++) {
      failures.begin('192.0.2.1');
      failures.forgive('192.0.2.1');
    }
    failures.begin('192.0.2.1');
  });

  it('take the addresses of one IPv6 network for one', () => {
    expect(networkOf('2001:db8:1:2:a:b:c:d')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:0db8:1:2::1')).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(networkOf('::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1');
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
  });
});
