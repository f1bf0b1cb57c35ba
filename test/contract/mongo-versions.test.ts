import { describe, expect, it } from '@jest/globals';
import { type CollectionSpec, type Doc, declareCollection } from '../../src/application/ports/collection.ts';
import { openMongoCollections } from '../../src/infrastructure/mongo/open-mongo-database.ts';
import { administerMongoServer, hasMongod, newDatabaseUrl, sharedMongoServerUrl } from '../support/mongo-server.ts';

interface Thing extends Doc {
  readonly code?: string;
  readonly endedAt?: string;
}
type Things = { readonly things: Thing };
const specs = (spec: Omit<CollectionSpec<Thing>, 'name'>) => ({
  things: declareCollection<Thing>({ name: 'things', ...spec }),
});

(hasMongod() ? describe : describe.skip)('two versions on one MongoDB', () => {
  it('work beside each other once the newer one has migrated, and the older one takes nothing back', async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    const older = specs({ fields: { code: 'string' }, unique: [{ name: 'code', fields: ['code'] }], indexes: [] });
    const newer = specs({
      fields: { code: 'string', endedAt: 'string' },
      unique: [{ name: 'code', fields: ['code'] }],
      indexes: [{ name: 'ended', fields: ['endedAt'] }],
    });
    const old = await openMongoCollections<Things>({ url }, older);
    const next = await openMongoCollections<Things>({ url }, newer);
    try {
      await old.migrate();
      expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, false]);
      await next.migrate();
      expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, true]);
      await next.transaction(async (tx) => tx.things.insert({ id: 'n', tenant: 't', code: 'c', endedAt: 'now' }));
      await old.migrate();
      await old.transaction(async (tx) => tx.things.patch('t', 'n', { code: 'by the older version' }));
      expect(await next.inspect()).toMatchObject({ schema: 'current', missingIndexes: [] });
      expect(await next.things.get('t', 'n')).toMatchObject({ code: 'by the older version', endedAt: 'now' });
    } finally {
      await Promise.all([old.close(), next.close()]);
      await administerMongoServer(url, async (client) => void (await client.db().dropDatabase()));
    }
  });
});
