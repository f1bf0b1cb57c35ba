import { describe, expect, it } from '@jest/globals';
import { TurnTaking } from './take-turns.ts';

describe('taking turns', () => {
  it('runs work on one thing one after the other, also after a failure, and work on others beside it', async () => {
    const turns = new TurnTaking(10_000);
    const running: string[] = [];
    const seen: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        running.push(name);
        seen.push(running.join(' '));
        await new Promise((resolve) => setImmediate(resolve));
        running.splice(running.indexOf(name), 1);
        if (fails) throw new Error(name);
        return name;
      };
    const results = await Promise.allSettled([
      turns.take('a', work('a1', true)),
      turns.take('a', work('a2')),
      turns.take('b', work('b1')),
      turns.take('a', work('a3')),
    ]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed'))).toEqual([
      'failed',
      'a2',
      'b1',
      'a3',
    ]);
    expect(seen.slice(0, 2)).toEqual(['a1', 'a1 b1']);
    expect(seen.filter((names) => names.split(' ').filter((name) => name.startsWith('a')).length > 1)).toEqual([]);
  });

  it('begins at once when nobody else is there', () => {
    const turns = new TurnTaking(10_000);
    let begun = false;
    void turns.take('a', async () => {
      begun = true;
    });
    expect(begun).toBe(true);
  });

  it('lets those who have waited long enough go ahead of one that never ends', async () => {
    const turns = new TurnTaking(5);
    void turns.take('a', () => new Promise(() => {}));
    const results = await Promise.all(['a2', 'a3'].map((name) => turns.take('a', async () => name)));
    expect(results).toEqual(['a2', 'a3']);
  });
});
