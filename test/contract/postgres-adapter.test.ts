import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CollectionSpec, type Doc, declareCollection } from '../../src/application/ports/collection.ts';
import { absent, eq } from '../../src/application/ports/query.ts';
import { openPostgresCollections } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import { administer, createTestDatabase, dropTestDatabase, testServerUrl } from '../support/embedded-database.ts';
import { postgresEngine } from '../support/postgres-engine.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import type { ContractDatabase } from './contract-collections.ts';
import type { EngineDatabase } from './contract-engine.ts';

describe('round trips', () => {
  let created: EngineDatabase;
  let proxy: TcpProxy;
  let db: ContractDatabase;
  let count = 0;
  const id = () => `id${++count}`;

  beforeAll(async () => {
    created = await postgresEngine.create();
    proxy = await TcpProxy.start(created.address);
    db = await created.open(proxy.port);
  });
  afterAll(async () => {
    await db.close();
    await proxy.close();
    await created.drop();
  });

  /** Twice before it counts, so that connections are open. */
  const turnsOf = async (work: () => Promise<unknown>): Promise<number> => {
    await work();
    await work();
    const before = proxy.turns;
    await work();
    return proxy.turns - before;
  };
  const writes = (tx: Parameters<Parameters<ContractDatabase['transaction']>[0]>[0]) => {
    tx.people.insert({ id: id(), tenant: 't' });
    tx.plains.insert({ id: id(), tenant: 't' });
    tx.fences.bump('t', ['f', 'g']);
  };

  it('a read is one', async () => {
    expect(await turnsOf(() => db.people.get('t', 'a'))).toBe(1);
    expect(await turnsOf(() => db.people.find('t', { where: eq('code', 'x') }))).toBe(1);
  });

  it('a transaction without reads is one', async () => {
    expect(await turnsOf(() => db.transaction(async (tx) => writes(tx)))).toBe(1);
    expect(await turnsOf(() => db.optimistic(async (tx) => writes(tx)))).toBe(1);
  });

  it('a transaction without reads that writes a row twice is one still', async () => {
    const twice = () =>
      db.transaction(async (tx) => {
        tx.fences.bump('t', ['f']);
        tx.fences.bump('t', ['f']);
        writes(tx);
      });
    expect(await turnsOf(twice)).toBe(1);
  });

  it('a read and writes after it are two', async () => {
    for (const way of ['transaction', 'optimistic'] as const) {
      const work = () =>
        db[way](async (tx) => {
          await tx.people.get('t', 'a');
          writes(tx);
        });
      expect([way, await turnsOf(work)]).toEqual([way, 2]);
    }
  });

  it('writes before a read travel with it', async () => {
    const work = () =>
      db.transaction(async (tx) => {
        tx.fences.bump('t', ['f']);
        await tx.fences.get('t', 'f');
        writes(tx);
      });
    expect(await turnsOf(work)).toBe(2);
  });

  it('many who write at once share theirs', async () => {
    const turns = await turnsOf(() =>
      Promise.all(Array.from({ length: 40 }, () => db.transaction(async (tx) => writes1(tx)))),
    );
    expect(turns).toBeLessThan(8);
  });
  const writes1 = (tx: Parameters<typeof writes>[0]) => tx.people.insert({ id: id(), tenant: 't' });
});

describe('migration from one declaration to the next', () => {
  interface Thing extends Doc {
    readonly name?: string;
    readonly code?: string;
    readonly endedAt?: string;
  }
  type Things = { readonly things: Thing };
  const specs = (spec: Omit<CollectionSpec<Thing>, 'name'>) => ({
    things: declareCollection<Thing>({ name: 'things', ...spec }),
  });
  const first = specs({
    fields: { name: 'string', code: 'string', endedAt: 'string' },
    unique: [
      { name: 'code', fields: ['code'] },
      { name: 'name', fields: ['name'] },
    ],
    indexes: [],
  });
  const second = specs({
    fields: { name: 'folded string', code: 'string', endedAt: 'string' },
    unique: [{ name: 'name', fields: ['name'], where: absent('endedAt') }],
    indexes: [{ name: 'ended', fields: ['endedAt'] }],
  });

  it('finds an index that somebody dropped or left unfinished, and makes it again', async () => {
    const serverUrl = await testServerUrl();
    const url = await createTestDatabase(serverUrl);
    const db = await openPostgresCollections<Things>({ url }, first);
    expect(await db.inspect()).toMatchObject({
      schema: 'absent',
      missingIndexes: ['things.unique_code', 'things.unique_name'],
    });
    await db.migrate();
    await administer(url, 'drop index holdfast.things_unique_code');
    const unfinished = `update pg_index set indisvalid = false where indexrelid = 'holdfast.things_unique_name'::regclass`;
    await administer(url, unfinished);
    expect(await db.inspect()).toMatchObject({
      schema: 'current',
      missingIndexes: ['things.unique_code', 'things.unique_name'],
    });
    await db.migrate();
    expect(await db.inspect()).toMatchObject({ schema: 'current', missingIndexes: [] });
    await db.close();
    await dropTestDatabase(serverUrl, url);
  });

  it('makes the indexes and folded copies that are new, and drops the keys that are gone', async () => {
    const serverUrl = await testServerUrl();
    const url = await createTestDatabase(serverUrl);
    const old = await openPostgresCollections<Things>({ url }, first);
    expect(await old.isMigrated()).toBe(false);
    await old.migrate();
    await old.transaction(async (tx) => {
      tx.things.insertMany(
        Array.from({ length: 1_200 }, (_, i) => ({ id: `i${i}`, tenant: 't', name: `Ä${i}`, code: `c${i}` })),
      );
    });
    const next = await openPostgresCollections<Things>({ url }, second);
    expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, false]);
    await Promise.all([next.migrate(), next.migrate()]);
    expect(await next.isMigrated()).toBe(true);
    expect((await next.things.findOne('t', eq('name', 'ä777')))?.id).toBe('i777');
    await next.transaction(async (tx) => tx.things.insert({ id: 'n', tenant: 't', code: 'c1', name: 'new' }));
    await expect(
      next.transaction(async (tx) => tx.things.insert({ id: 'm', tenant: 't', name: 'NEW' })),
    ).rejects.toMatchObject({ name: 'UniqueViolation', key: 'name' });
    await next.transaction(async (tx) => {
      tx.things.patch('t', 'n', { endedAt: 'now' });
      tx.things.insert({ id: 'm', tenant: 't', name: 'NEW' });
    });
    expect([await old.isMigrated(), await old.inspect()]).toMatchObject([true, { schema: 'current' }]);
    await old.migrate();
    expect(await next.inspect()).toMatchObject({ schema: 'current', missingIndexes: [] });
    await old.transaction(async (tx) => tx.things.patch('t', 'n', { code: 'by the older version' }));
    expect(await next.things.get('t', 'n')).toMatchObject({ code: 'by the older version', endedAt: 'now' });
    await Promise.all([old.close(), next.close()]);
    await dropTestDatabase(serverUrl, url);
  });

  it('leaves everything as it was when it cannot be done', async () => {
    const serverUrl = await testServerUrl();
    const url = await createTestDatabase(serverUrl);
    const old = await openPostgresCollections<Things>({ url }, specs({ ...first.things, unique: [] }));
    await old.migrate();
    await old.transaction(async (tx) =>
      tx.things.insertMany([
        { id: 'a', tenant: 't', code: 'x' },
        { id: 'b', tenant: 't', code: 'x' },
      ]),
    );
    const next = await openPostgresCollections<Things>({ url }, first);
    await expect(next.migrate()).rejects.toThrow(/unique/);
    expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, false]);
    expect(await old.things.count('t')).toBe(2);
    await Promise.all([old.close(), next.close()]);
    await dropTestDatabase(serverUrl, url);
  });
});

describe('a server that restarts', () => {
  it('is used again at once by whoever was connected', async () => {
    const created = await postgresEngine.create();
    const db = await created.open();
    await Promise.all([
      db.ping(),
      db.people.get('t', 'a'),
      db.people.find('t'),
      db.transaction((tx) => tx.people.find('t')),
    ]);
    // What a restart does to clients: every connection is ended by the administrator's command.
    await administer(
      await testServerUrl(),
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
    );
    await db.transaction(async (tx) => tx.people.insert({ id: 'a', tenant: 't' }));
    expect(await db.people.count('t')).toBe(1);
    expect(await db.people.get('t', 'a')).toBeDefined();
    await db.close();
    await created.drop();
  });
});
