import { describe, expect, it } from '@jest/globals';
import { JoinedWaiters } from './joined-waiters.ts';

interface Batch {
  readonly tenant: string;
  readonly ids: readonly string[];
}

const join = (one: Batch, other: Batch): Batch | undefined =>
  one.tenant === other.tenant && one.ids.length + other.ids.length <= 3
    ? { tenant: one.tenant, ids: [...one.ids, ...other.ids] }
    : undefined;

/** Handles nothing before it is told to. */
function handler() {
  const handled: Batch[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const handle = (payload: Batch): Promise<void> => {
    handled.push(payload);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { handled, ends, handle };
}

describe('jobs that wait for a slot', () => {
  it('go along with the first that gets one, as far as they fit', () => {
    const { handled, handle } = handler();
    const waiters = new JoinedWaiters(join);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => waiters.add({ tenant: 't', ids: [id] }));
    const other = waiters.add({ tenant: 'u', ids: ['e'] });
    if (!a || !b || !c || !d) throw new Error('They were just made');
    void waiters.start(a, handle);
    expect(handled).toEqual([{ tenant: 't', ids: ['a', 'b', 'c'] }]);
    expect([b.run, c.run].every((run) => run === a.run && run !== undefined)).toBe(true);
    expect([d.run, other.run]).toEqual([undefined, undefined]);
    void waiters.start(other, handle);
    void waiters.start(d, handle);
    expect(handled.slice(1)).toEqual([
      { tenant: 'u', ids: ['e'] },
      { tenant: 't', ids: ['d'] },
    ]);
  });

  it('share how it ended, and join nobody twice', async () => {
    const { handled, ends, handle } = handler();
    const waiters = new JoinedWaiters(join);
    const [a, b] = ['a', 'b'].map((id) => waiters.add({ tenant: 't', ids: [id] }));
    if (!a || !b) throw new Error('They were just made');
    void waiters.start(a, handle);
    const later = waiters.add({ tenant: 't', ids: ['c'] });
    void waiters.start(later, handle);
    expect(handled.map(({ ids }) => ids)).toEqual([['a', 'b'], ['c']]);
    ends[0]?.reject(new Error('no database'));
    ends[1]?.resolve();
    await expect(b.run).rejects.toThrow('no database');
    await expect(later.run).resolves.toBeUndefined();
  });

  it('stay behind when they are removed', () => {
    const { handled, handle } = handler();
    const waiters = new JoinedWaiters(join);
    const [a, b] = ['a', 'b'].map((id) => waiters.add({ tenant: 't', ids: [id] }));
    if (!a || !b) throw new Error('They were just made');
    waiters.remove(b);
    void waiters.start(a, handle);
    expect(handled).toEqual([{ tenant: 't', ids: ['a'] }]);
    expect(b.run).toBeUndefined();
  });
});
