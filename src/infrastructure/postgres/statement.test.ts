import { describe, expect, it } from '@jest/globals';
import { StatementCache } from './statement.ts';

describe('StatementCache', () => {
  it('names a text when it comes back, always by the same name', () => {
    const cache = new StatementCache();
    expect(cache.of('select 1').name).toBeUndefined();
    const second = cache.of('select 1');
    expect(second.name).toMatch(/^hf_/);
    expect(cache.of('select 1')).toBe(second);
    const fresh = new StatementCache();
    fresh.of('select 1');
    expect(fresh.of('select 1').name).toBe(second.name);
  });

  it('forgets what was not asked for longest', () => {
    const cache = new StatementCache(2);
    for (const text of ['a', 'a', 'b', 'b', 'a', 'c']) cache.of(text);
    expect(cache.of('a').name).toBeDefined();
    expect(cache.of('b').name).toBeUndefined();
  });
});
