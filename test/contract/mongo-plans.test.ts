import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';
import { collections } from '../../src/application/ports/collections.ts';
import type { Database } from '../../src/application/ports/database.ts';
import type { AnyCondition, AnySpec } from '../../src/infrastructure/documents/declared-fields.ts';
import { type AnyQuery, compileFilter, compileFind } from '../../src/infrastructure/mongo/compile-query.ts';
import { openMongoDatabase } from '../../src/infrastructure/mongo/open-mongo-database.ts';
import { type StoredCollection, storedCollection } from '../../src/infrastructure/mongo/stored-collection.ts';
import { hasMongod, newDatabaseUrl, sharedMongoServerUrl } from '../support/mongo-server.ts';
import { sampleOf, sampleValue } from './sample-documents.ts';

const stored = (Object.values(collections) as unknown as AnySpec[]).map((spec) => storedCollection(spec));
const ROWS = 2_000;
const TENANTS = ['s', 't', 'u'];

interface Explained {
  readonly queryPlanner: { readonly winningPlan: object };
  readonly executionStats: { readonly totalKeysExamined: number; readonly totalDocsExamined: number };
}

(hasMongod() ? describe : describe.skip)('declared keys and indexes serve the queries they were declared for', () => {
  let database: Database;
  let client: mongo.MongoClient;

  beforeAll(async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    client = await new mongoose.mongo.MongoClient(url).connect();
    database = await openMongoDatabase({ url });
    await database.migrate();
    for (const { collection, spec } of stored) {
      for (const tenant of TENANTS) {
        await database.transaction(async (tx) => {
          const docs = Array.from({ length: ROWS / TENANTS.length }, (_, i) => sampleOf(spec, i, tenant));
          tx[collection as keyof typeof collections].insertMany(docs as never);
        });
      }
    }
  });
  afterAll(async () => {
    await client?.db().dropDatabase();
    await client?.close();
    await database?.close();
  });

  const explain = async (collection: StoredCollection, tenant: string | undefined, query: AnyQuery) => {
    const { filter, sort, limit } = compileFind(collection, tenant, query);
    const options = { ...(sort === undefined ? {} : { sort: { ...sort } }), ...(limit === undefined ? {} : { limit }) };
    const cursor = client.db().collection(collection.name).find(filter, options);
    const { queryPlanner, executionStats } = (await cursor.explain('executionStats')) as unknown as Explained;
    return {
      plan: JSON.stringify(queryPlanner.winningPlan),
      keys: executionStats.totalKeysExamined,
      documents: executionStats.totalDocsExamined,
    };
  };

  const keys = stored.flatMap((collection) => collection.indexes.map((index) => [collection, index] as const));

  it.each(keys.map(([collection, index]) => [`${collection.collection} ${index.name}`, collection, index] as const))(
    '%s',
    async (_name, collection, { fields, mark, acrossTenants }) => {
      const covered = mark === undefined ? [] : [mark.where];
      const tenant = acrossTenants ? undefined : 't';
      const equal = and(
        ...fields.map((field) => ({ op: 'eq' as const, field, value: sampleValue(collection.spec, field, 77) })),
        ...covered,
      );
      for (const query of [{ where: equal }, { where: equal, limit: 50 }, { where: equal, limit: 1 }]) {
        const { plan, keys: examined } = await explain(collection, tenant, query);
        expect({ plan, isFew: examined <= 2 * TENANTS.length }).toEqual({ plan, isFew: true });
      }
    },
  );

  it.each(['ascending', 'descending'] as const)(
    'pages %s by a sorted index from where the cursor stands',
    async (direction) => {
      const collection = stored.find((one) => one.collection === 'syncJobs') as StoredCollection;
      const query: AnyQuery = { sort: [{ field: 'createdAt', direction }], limit: 20 };
      const after = { values: ['createdAt00300', 't'], id: 'id00300' };
      for (const page of [query, { ...query, after }]) {
        const { plan, documents } = await explain(collection, 't', page);
        expect(plan).toContain('by_created');
        expect(plan).not.toContain('"SORT"');
        expect(documents).toBeLessThanOrEqual(22);
      }
    },
  );

  it('pages by id through the documents of the tenant only', async () => {
    for (const collection of stored) {
      const after = { values: ['t'], id: 'id00300' };
      const { plan, documents } = await explain(collection, 't', { limit: 20, after });
      expect(plan).not.toContain('"SORT"');
      expect(documents).toBeLessThanOrEqual(22);
      const all = await explain(collection, 't', {});
      expect(all.documents).toBeLessThanOrEqual(ROWS / TENANTS.length + 1);
    }
  });

  it('looks at nothing but the tenant, whatever is asked for', async () => {
    const collection = stored.find((one) => one.collection === 'directoryUsers') as StoredCollection;
    const filters: AnyCondition[] = [
      { op: 'contains', field: 'userName', value: '77' },
      { op: 'eq', field: ['attributes', 'nickName'], value: 'x' },
      { op: 'not', condition: { op: 'present', field: 'deletedAt' } },
    ];
    for (const where of filters) {
      const { plan, documents } = await explain(collection, 't', { where });
      expect({ plan, isConfined: documents <= ROWS / TENANTS.length + 1 }).toEqual({ plan, isConfined: true });
      expect(JSON.stringify(compileFilter(collection, 't', where))).toContain('{"t":"t"}');
    }
  });

  it('has the tenant lead every index that does not serve a query across tenants', async () => {
    for (const { collection, name, spec } of stored) {
      const across = new Set(spec.indexes.filter((index) => index.acrossTenants).map((index) => `by_${index.name}`));
      for (const index of await client.db().collection(name).listIndexes().toArray()) {
        const [first] = Object.keys(index.key as object);
        if (across.has(String(index.name).split('-')[0] ?? '')) continue;
        // What an `_id` begins with is the tenant.
        expect({ collection, name: index.name, first }).toMatchObject({ first: index.name === '_id_' ? '_id' : 't' });
      }
    }
  });
});

const and = (...conditions: AnyCondition[]): AnyCondition => ({ op: 'and', conditions });
