import { describe, expect, it } from '@jest/globals';
import { Conflict, DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import { CommitQueue } from './commit-queue.ts';
import { storedCollection } from './stored-collection.ts';
import type { WriteOperation } from './write-operation.ts';

const collection = storedCollection({ name: 'things', fields: {}, unique: [], indexes: [] });
const write = (id: string): WriteOperation => ({
  kind: 'insert',
  collection,
  id,
  write: { insertOne: { document: { _id: id, t: 't', i: id, v: 1, d: {} } } },
});

/** A server that answers when told to, and remembers which ids arrived together. */
function slowServer() {
  const calls: { readonly ids: string[]; readonly how: 'alone' | 'together'; settle(error?: Error): void }[] = [];
  const outcomes: Record<string, string> = {};
  const called = (how: 'alone' | 'together', ids: string[]) =>
    new Promise<void>((resolve, reject) => {
      calls.push({ how, ids, settle: (error) => (error ? reject(error) : resolve()) });
    });
  const queue = new CommitQueue(
    (operations) =>
      called(
        'together',
        operations.map(({ id }) => id),
      ),
    2,
  );
  const commit = (name: string, ids: readonly string[] = [name]) => {
    const operations = ids.map(write);
    queue.commit({ operations, alone: () => called('alone', [...ids]) }).then(
      () => {
        outcomes[name] = 'done';
      },
      (error: Error) => {
        outcomes[name] = error.message;
      },
    );
  };
  const settle = async (call: number, error?: Error) => {
    calls[call]?.settle(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { commit, settle, outcomes, said: () => calls.map(({ how, ids }) => [how, ...ids].join(' ')) };
}

describe('CommitQueue', () => {
  it('sends at once while it can, then gathers what comes meanwhile', async () => {
    const { commit, settle, outcomes, said } = slowServer();
    for (const name of ['a', 'b', 'c', 'd', 'e']) commit(name);
    expect(said()).toEqual(['alone a', 'alone b']);
    await settle(0);
    expect(said().slice(2)).toEqual(['together c d e']);
    expect(outcomes).toEqual({ a: 'done' });
    await settle(2);
    expect(outcomes).toEqual({ a: 'done', c: 'done', d: 'done', e: 'done' });
  });

  it('never puts two writes to one document into one group', async () => {
    const { commit, settle, said } = slowServer();
    commit('a');
    commit('b');
    commit('c', ['x', 'y']);
    commit('d', ['y', 'z']);
    commit('e');
    await settle(0);
    await settle(1);
    expect(said().slice(2)).toEqual(['together x y e', 'alone y z']);
  });

  it('gives each its own answer when the group fails', async () => {
    const { commit, settle, outcomes, said } = slowServer();
    for (const name of ['a', 'b', 'c', 'd']) commit(name);
    await settle(0);
    await settle(2, new Conflict('one of them is wrong'));
    expect(said().slice(2)).toEqual(['together c d', 'alone c', 'alone d']);
    await settle(3, new Conflict('wrong'));
    await settle(4);
    expect(outcomes).toEqual({ a: 'done', c: 'wrong', d: 'done' });
  });

  it('repeats nothing when the database is gone or the outcome unknown', async () => {
    const { commit, settle, outcomes, said } = slowServer();
    for (const name of ['a', 'b', 'c', 'd']) commit(name);
    await settle(0);
    await settle(2, new DatabaseUnavailable('gone'));
    expect(outcomes).toEqual({ a: 'done', c: 'gone', d: 'gone' });
    expect(said()).toHaveLength(3);
  });

  it('lets a big transaction go its own way', async () => {
    const { commit, said } = slowServer();
    const ids = Array.from({ length: 51 }, (_, number) => `n${number}`);
    commit('a');
    commit('b');
    commit('big', ids);
    expect(said()).toEqual(['alone a', 'alone b', `alone ${ids.join(' ')}`]);
  });
});
