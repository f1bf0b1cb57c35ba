import { describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import { collectionTable } from './collection-table.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Connection, Value } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { Segment } from './segment.ts';

const table = collectionTable({ name: 'things', fields: {}, unique: [], indexes: [] }, 'holdfast');

function insertOf(id: string): Segment {
  const segment = new Segment();
  segment.add(id, {
    kind: 'insert',
    table,
    tenant: 't',
    id,
    element: JSON.stringify({ id } satisfies Partial<AnyDoc>),
  });
  return segment;
}

/** A server that answers when told to, and remembers which ids arrived together over which kind of connection. */
function slowServer() {
  const calls: { readonly ids: string[]; readonly over: 'lane' | 'pool'; settle(error?: Error): void }[] = [];
  const connection = (over: 'lane' | 'pool') =>
    ({
      usable: true,
      run: (_statement: unknown, values: readonly Value[]) =>
        new Promise<void>((resolve, reject) => {
          const ids = (JSON.parse(String(values[0])) as { id: string }[]).map(({ id }) => id);
          calls.push({ ids, over, settle: (error) => (error ? reject(error) : resolve()) });
        }),
    }) as unknown as Connection;
  const pool = {
    keep: () => {
      const lane = connection('lane');
      return { open: lane, get: async () => lane };
    },
    acquire: async () => connection('pool'),
    release: () => {},
  } as unknown as ConnectionPool;
  // An answer arrives in one turn of the event loop; what it lets go is sent at the end of the next.
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  return { queue: new CommitQueue(pool, 2), calls, turn };
}

describe('CommitQueue', () => {
  it('sends in the turn of the event loop while it can, then gathers what comes meanwhile', async () => {
    const { queue, calls, turn } = slowServer();
    const done: string[] = [];
    for (const ids of [['a'], ['b'], ['c', 'd', 'e']]) {
      for (const id of ids) void queue.commit(insertOf(id)).then(() => done.push(id));
      await turn();
    }
    expect(calls.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
    calls[0]?.settle();
    await turn();
    expect(calls.map(({ ids }) => ids)).toEqual([['a'], ['b'], ['c', 'd', 'e']]);
    expect(done).toEqual(['a']);
    calls[2]?.settle();
    await turn();
    expect(done).toEqual(['a', 'c', 'd', 'e']);
  });

  it('sends what comes in one turn of the event loop together', async () => {
    const { queue, calls, turn } = slowServer();
    for (const id of ['a', 'b', 'c']) void queue.commit(insertOf(id));
    await turn();
    expect(calls.map(({ ids }) => ids)).toEqual([['a', 'b', 'c']]);
  });

  it('never puts two writes to one row into one statement', async () => {
    const { queue, calls, turn } = slowServer();
    for (const id of ['a', 'same', 'same', 'same', 'c']) void queue.commit(insertOf(id));
    await turn();
    expect(calls.map(({ ids }) => ids)).toEqual([['a', 'same', 'c'], ['same']]);
    calls[0]?.settle();
    await turn();
    expect(calls[2]?.ids).toEqual(['same']);
  });

  it('gives each its own answer when the group fails', async () => {
    const { queue, calls, turn } = slowServer();
    const outcomes: Record<string, string> = {};
    for (const id of ['a', 'c', 'd']) {
      void queue.commit(insertOf(id)).then(
        () => {
          outcomes[id] = 'done';
        },
        (error: Error) => {
          outcomes[id] = error.message;
        },
      );
    }
    await turn();
    expect(calls[0]?.ids).toEqual(['a', 'c', 'd']);
    calls[0]?.settle(new Error('one of them is wrong'));
    await turn();
    expect(calls.slice(1).map(({ ids, over }) => [ids, over])).toEqual([
      [['a'], 'pool'],
      [['c'], 'pool'],
      [['d'], 'pool'],
    ]);
    calls[1]?.settle();
    calls[2]?.settle(new Error('wrong'));
    calls[3]?.settle();
    await turn();
    expect(outcomes).toEqual({ a: 'done', c: 'wrong', d: 'done' });
  });

  it('tells all of a group that the database is gone', async () => {
    const { queue, calls, turn } = slowServer();
    const failures: unknown[] = [];
    for (const id of ['a', 'b', 'c', 'd']) void queue.commit(insertOf(id)).catch((error) => failures.push(error));
    await turn();
    calls[0]?.settle(new DatabaseUnavailable('gone'));
    await turn();
    expect(failures).toHaveLength(4);
    expect(calls).toHaveLength(1);
  });

  it('gives a big transaction a connection of its own', async () => {
    const { queue, calls, turn } = slowServer();
    const big = new Segment();
    const element = JSON.stringify({ id: 'big', text: 'x'.repeat(200_000) });
    big.add('big', { kind: 'insert', table, tenant: 't', id: 'big', element });
    void queue.commit(big);
    await turn();
    expect(calls[0]?.over).toBe('pool');
  });
});
