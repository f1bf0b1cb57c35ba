import { describe, expect, it } from '@jest/globals';
import { RecentIds } from './recent-ids.ts';

describe('recent ids', () => {
  it('are recent until the time asked for', () => {
    const recent = new RecentIds(10);
    recent.add('a', 1_000);
    expect(recent.hasSince('a', 999)).toBe(true);
    expect(recent.hasSince('a', 1_000)).toBe(false);
    expect(recent.hasSince('b', 0)).toBe(false);
  });

  it('are the latest ones when there are too many, and one seen again is a late one', () => {
    const recent = new RecentIds(2);
    recent.add('a', 1);
    recent.add('b', 2);
    recent.add('a', 3);
    recent.add('c', 4);
    expect(['a', 'b', 'c'].filter((id) => recent.hasSince(id, 0))).toEqual(['a', 'c']);
  });
});
