import { describe, expect, it } from '@jest/globals';
import type { CollectionSpec } from '../../application/ports/collection.ts';
import { collections } from '../../application/ports/collections.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import { collectionStatements } from './collection-statements.ts';
import { collectionTable } from './collection-table.ts';
import type { DriverRequest } from './connection.ts';
import { PointLookups } from './point-lookups.ts';
import { StatementCache } from './statement.ts';

const statementsOf = (spec: unknown) =>
  collectionStatements(collectionTable(spec as CollectionSpec<AnyDoc>, 'holdfast'), new StatementCache());
const users = statementsOf(collections.directoryUsers);
const groups = statementsOf(collections.directoryGroups);

/** Every id but `missing` is there; what was sent is kept. */
function recording() {
  const sent: DriverRequest[] = [];
  const lookups = new PointLookups(async (request) => {
    sent.push(request);
    const ids = [request.values?.[1] ?? []].flat() as string[];
    const rows = ids.filter((id) => id !== 'missing').map((id) => ['1', `{"id":"${id}"}`, id]);
    return { rows, rowCount: rows.length, command: 'SELECT' };
  });
  const ids = async (statements: typeof users, tenant: string, wanted: readonly string[]) =>
    (await lookups.find(statements, tenant, wanted)).map((row) => row[2]);
  return { sent, ids, lookups };
}

describe('PointLookups', () => {
  it('asks once for what several callers want in one turn, and gives each its own', async () => {
    const { sent, ids } = recording();
    const found = await Promise.all([
      ids(users, 't', ['a']),
      ids(users, 't', ['b', 'a']),
      ids(users, 't', ['missing']),
    ]);
    expect(found).toEqual([['a'], ['b', 'a'], []]);
    expect(sent).toEqual([{ statement: users.getMany, values: ['t', ['a', 'b', 'missing']] }]);
  });

  it('asks for a single document by itself', async () => {
    const { sent, ids } = recording();
    await ids(users, 't', ['a']);
    await ids(users, 't', ['a', 'a']);
    expect(sent).toEqual([
      { statement: users.get, values: ['t', 'a'] },
      { statement: users.get, values: ['t', 'a'] },
    ]);
  });

  it('never mixes collections or tenants', async () => {
    const { sent, ids } = recording();
    await Promise.all([ids(users, 't', ['a']), ids(users, 'other', ['b']), ids(groups, 't', ['c'])]);
    expect(sent.map(({ values }) => values)).toEqual([
      ['t', 'a'],
      ['other', 'b'],
      ['t', 'c'],
    ]);
  });

  it('bounds a statement, and leaves long lists to themselves', async () => {
    const { sent, ids } = recording();
    const many = Array.from({ length: 150 }, (_, index) => `id${index}`);
    const found = await Promise.all([ids(users, 't', many), ...many.map((id) => ids(users, 't', [id]))]);
    expect(found.flat()).toEqual([...many, ...many]);
    expect(sent.map(({ values }) => [values?.[1] ?? []].flat().length)).toEqual([150, 100, 50]);
  });

  it('fails everybody who asked when the statement fails', async () => {
    const lookups = new PointLookups(async () => Promise.reject(new Error('gone')));
    const asked = await Promise.allSettled([lookups.find(users, 't', ['a']), lookups.find(users, 't', ['b'])]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
