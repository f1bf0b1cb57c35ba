import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CollectionSpec } from '../../src/application/ports/collection.ts';
import { collections } from '../../src/application/ports/collections.ts';
import { absent, eq } from '../../src/application/ports/query.ts';
import type { AnyCondition, AnyDoc } from '../../src/infrastructure/documents/declared-fields.ts';
import { collectionStatements } from '../../src/infrastructure/postgres/collection-statements.ts';
import { collectionTable, indexName, uniqueIndexName } from '../../src/infrastructure/postgres/collection-table.ts';
import {
  type AnyQuery,
  type Compiled,
  compileFind,
  compileFindOne,
} from '../../src/infrastructure/postgres/compile-query.ts';
import { Connection } from '../../src/infrastructure/postgres/connection.ts';
import { StatementCache } from '../../src/infrastructure/postgres/statement.ts';
import { type Write, WriteBuffer } from '../../src/infrastructure/postgres/write-buffer.ts';
import { WriteCollection } from '../../src/infrastructure/postgres/write-collection.ts';
import { writeRequest } from '../../src/infrastructure/postgres/write-statement.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { sampleOf, sampleValue } from './sample-documents.ts';

const specs = Object.values(collections) as unknown as CollectionSpec<AnyDoc>[];
const tables = specs.map((spec) => collectionTable(spec, 'holdfast'));
const ROWS = 2_000;

describe('declared keys and indexes serve the queries they were declared for', () => {
  let opened: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    opened = await openTestDatabase();
    connection = await Connection.open({ url: opened.url, connectTimeoutMs: 5_000, statementTimeoutMs: 60_000 });
    for (const table of tables) {
      const collection = table.collection as keyof typeof collections;
      await opened.database.transaction(async (tx) => {
        tx[collection].insertMany(Array.from({ length: ROWS }, (_, i) => sampleOf(table.spec, i, 't')) as never);
      });
    }
    await connection.run({ text: 'analyze' });
  });
  afterAll(async () => {
    await connection?.end();
    await opened?.close();
  });

  const plan = async ({ text, values }: Compiled, generic: boolean): Promise<string> => {
    const explain = generic ? 'explain (generic_plan)' : 'explain';
    const { rows } = await connection.run({ text: `${explain} ${text}` }, generic ? undefined : values);
    return rows.map(([line]) => line).join('\n');
  };

  /**
   * The server goes straight to the rows by `field`, through whichever index it holds for the best; or by four other fields,
   * which leave next to nothing to look through.
   */
  const expectSearch = async (compiled: Compiled | readonly Compiled[], field: string) => {
    for (const generic of [true, false]) {
      const found = await plan(only(compiled), generic);
      const searches = found
        .split('\n')
        .filter(
          (line) =>
            (line.includes('Index Cond:') && line.includes(field === 'id' ? 'id = ' : `f_${field}`)) ||
            line.split('f_').length > 4,
        );
      expect({ found, generic, searches: searches.length }).toEqual({ found, generic, searches: 1 });
      expect(found).not.toContain('Seq Scan');
    }
  };

  const expectIndex = async (compiled: readonly Compiled[], name: string) => {
    for (const generic of [true, false]) {
      const found = await plan(only(compiled), generic);
      expect({ generic, found }).toEqual({ generic, found: expect.stringContaining(` ${name} `) });
    }
  };

  const keys = tables.flatMap((table) => [
    ...table.spec.unique.map((key) => ({
      table,
      ...key,
      index: uniqueIndexName(table.bareName, key.name),
      across: false,
    })),
    ...table.spec.indexes.map((key) => ({
      table,
      ...key,
      index: indexName(table.bareName, key.name),
      across: key.acrossTenants === true,
    })),
  ]);

  /** Who knows the id needs no index but the primary key: what begins with the id is for walking. */
  const [walked, entered] = [true, false].map((walks) => keys.filter(({ fields }) => (fields[0] === 'id') === walks));

  it.each((entered ?? []).map((key) => [key.index, key] as const))(
    '%s',
    async (index, { table, fields, where, across }) => {
      const covered = where === undefined ? [] : [where];
      const tenant = across ? undefined : 't';
      const equal = (...among: readonly string[]) =>
        and(
          ...among.map((field) => ({ op: 'eq' as const, field, value: sampleValue(table.spec, field, 77) })),
          ...covered,
        );
      const [first = ''] = fields;
      const last = fields.at(-1) ?? '';
      if (!across) await expectSearch(compileFindOne(table, 't', equal(...fields)), last);
      await expectSearch(compileFind(table, tenant, { where: equal(...fields) }), last);
      await expectSearch(compileFind(table, tenant, { where: equal(...fields), limit: 50 }), last);
      if (sampleValue(table.spec, first, 0) === sampleValue(table.spec, first, 1)) return;
      // By its first field alone it serves too, unless another index begins like it.
      const twins = keys.filter((key) => key.table === table && key.fields[0] === first);
      if (twins.length === 1) await expectIndex(compileFind(table, tenant, { where: equal(first) }), index);
      const among = [3, 5, 8].map((place) => sampleValue(table.spec, first, place));
      await expectSearch(
        compileFind(table, tenant, { where: and({ op: 'in', field: first, values: among }, ...covered) }),
        first,
      );
    },
  );

  it.each((walked ?? []).map((key) => [key.index, key] as const))(
    '%s gives pages in order of the ids, and nothing is sorted',
    async (index, { table, fields, where }) => {
      const same = fields.slice(1).map((field) => ({ op: 'eq' as const, field, value: 'the same for all' }));
      const query: AnyQuery = { where: and(...same, ...(where === undefined ? [] : [where])), limit: 20 };
      for (const part of [{}, { offset: 200 }, { after: { values: ['t'], id: 'id00500' } }]) {
        for (const generic of [true, false]) {
          const found = await plan(only(compileFind(table, 't', { ...query, ...part })), generic);
          expect({ generic, part, found }).toEqual({
            generic,
            part,
            found: expect.stringMatching(new RegExp(`${index}|_pkey`)),
          });
          expect(found).not.toMatch(/Sort {2}\(|Seq Scan|_unique_|external_id/);
        }
      }
    },
  );

  it('pages by a sorted index from where the cursor stands', async () => {
    const table = tables.find(({ collection }) => collection === 'syncJobs');
    if (table === undefined) throw new Error('no syncJobs');
    for (const direction of ['ascending', 'descending'] as const) {
      const query: AnyQuery = { sort: [{ field: 'createdAt', direction }], limit: 20 };
      await expectIndex(compileFind(table, 't', query), 'sync_jobs_by_created');
      expect(await plan(only(compileFind(table, 't', query)), false)).not.toMatch(/(?<!Incremental )Sort {2}\(/);
    }
    const after = { values: ['createdAt00500', 't'], id: 'id00500' };
    for (const direction of ['ascending', 'descending'] as const) {
      const query: AnyQuery = { sort: [{ field: 'createdAt', direction }], limit: 20, after };
      const parts = compileFind(table, 't', query);
      expect(await plan(parts[0] as Compiled, false)).toMatch(/Index Cond: .*createdAt.* [<>]= /);
      for (const part of parts) expect(await plan(part, true)).toMatch(/Index Cond: .*createdAt/);
    }
  });

  it('looks at the groups of one connection through the index that keeps their names apart', async () => {
    const table = tables.find(({ collection }) => collection === 'directoryGroups');
    if (table === undefined) throw new Error('no directoryGroups');
    const own = eq('connectionId', 'connectionId00500') as AnyCondition;
    const where = and(own, absent('deletedAt') as AnyCondition);
    const found = compileFind(table, 't', { where, sort: [{ field: 'uniqueKey' }], limit: 201 } as AnyQuery);
    await expectIndex(found, uniqueIndexName('directory_groups', 'uniqueKey'));
    expect(await plan(only(found), true)).not.toMatch(/(?<!Incremental )Sort {2}\(/);
  });

  it('primary keys find one and many', async () => {
    for (const { name } of tables) {
      const one = await plan(
        { text: `select version, doc from ${name} where tenant = $1 and id = $2`, values: [] },
        true,
      );
      expect(one).toContain('_pkey');
      const many = await plan(
        { text: `select version, doc from ${name} where tenant = $1 and id = any($2::text[])`, values: [] },
        true,
      );
      expect(many).toContain('_pkey');
    }
  });

  it('rows that are named by their ids are found by them, whatever the planner believes of a table', async () => {
    const table = tables.find(({ collection }) => collection === 'groupMembers');
    if (table === undefined) throw new Error('no groupMembers');
    const buffer = new WriteBuffer();
    const nothing = () => Promise.reject(new Error('not here'));
    const source = {
      buffer: (write: Write) => buffer.add(write),
      read: nothing,
      readQuickly: nothing,
      lookUp: nothing,
      write: nothing,
    };
    const live: AnyCondition = { op: 'not', condition: { op: 'present', field: 'removedAt' } };
    new WriteCollection<AnyDoc>(collectionStatements(table, new StatementCache()), source).patch(
      't',
      'id00500',
      { touchedByJob: 'j' },
      live,
    );
    const patch = { text: writeRequest(buffer.take()).statement.text, values: [] };
    const among = and({ op: 'in', field: 'id', values: ['id00500', 'id00501'] }, live);
    const forget = [
      `delete from pg_statistic where starelid = '${table.name}'::regclass`,
      `update pg_class set reltuples = -1, relpages = 0, relallvisible = 0 where oid = '${table.name}'::regclass`,
    ];
    for (const text of ['select 1', ...forget]) {
      await connection.run({ text });
      for (const compiled of [patch, only(compileFind(table, 't', { where: among }))]) {
        const found = await plan(compiled, true);
        expect({ after: text, found }).toEqual({ after: text, found: expect.stringContaining('group_members_pkey') });
        expect(found).not.toContain('group_members_by_');
      }
    }
  });
});

const only = (compiled: Compiled | readonly Compiled[]): Compiled =>
  'text' in compiled ? compiled : (compiled[0] as Compiled);

const and = (...conditions: AnyCondition[]): AnyCondition => ({ op: 'and', conditions });
