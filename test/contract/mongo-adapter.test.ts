import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type mongo } from 'mongoose';
import { type CollectionSpec, type Doc, declareCollection } from '../../src/application/ports/collection.ts';
import { absent, and, eq, gt, present } from '../../src/application/ports/query.ts';
import { DatabaseUnavailable, DocumentTooLarge } from '../../src/application/ports/storage-errors.ts';
import { openMongoCollections, openMongoDatabase } from '../../src/infrastructure/mongo/open-mongo-database.ts';
import { mongoEngine } from '../support/mongo-engine.ts';
import {
  hasMongod,
  newDatabaseUrl,
  sharedMongoServerUrl,
  startMongoServer,
  startStandaloneMongo,
} from '../support/mongo-server.ts';
import { type ContractCollections, type ContractDatabase, contractCollections } from './contract-collections.ts';
import type { EngineDatabase } from './contract-engine.ts';

const describeWithMongod = hasMongod() ? describe : describe.skip;

describeWithMongod('opening a MongoDB', () => {
  const refusal = (url: string): Promise<Error> =>
    openMongoDatabase({ url }).then(
      async (database) => {
        const error = await database.ping().catch((reason: Error) => reason);
        await database.close();
        return error ?? new Error('it was opened');
      },
      (error: Error) => error,
    );

  it('refuses a standalone server and tells how to start a replica set', async () => {
    const server = await startStandaloneMongo();
    const error = await refusal(server.url);
    await server.stop();
    expect(error).not.toBeInstanceOf(DatabaseUnavailable);
    expect(error.message).toMatch(/DATABASE_URL.*standalone.*--replSet.*rs\.initiate\(\).*replicaSet=rs0/);
  });

  it('opens although nobody listens yet, and says so when it is used', async () => {
    const error = await refusal('mongodb://user:s3cret@127.0.0.1:9/?replicaSet=rs0');
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error.message).toMatch(/cannot be reached.*DATABASE_URL/);
    expect(everythingOf(error)).not.toContain('s3cret');
  });

  it.each([
    'mongodb://',
    'mongodb://user:s3cret@',
    'mongodb://user:s3:cret@@host',
    'mongo://user:s3cret@host/db',
    'mongodb://h/?tls=maybe',
  ])('refuses %s without repeating it', async (url) => {
    const error = await refusal(url);
    expect(error).not.toBeInstanceOf(DatabaseUnavailable);
    expect(error.message).toMatch(/DATABASE_URL/);
    expect(everythingOf(error)).not.toContain('cret');
  });

  it('says what is wrong with credentials without telling them', async () => {
    const server = await startMongoServer(1, { name: 'root', password: 'right-s3cret' });
    const address = server.url.slice('mongodb://'.length);
    const wrong = await refusal(`mongodb://root:wrong-s3cret@${address}`);
    expect(wrong).toBeInstanceOf(DatabaseUnavailable);
    expect(wrong.message).toMatch(/user name or the password in DATABASE_URL/);
    expect(everythingOf(wrong)).not.toContain('s3cret');
    const none = await refusal(`mongodb://${address}`);
    expect(none.message).toMatch(/user name or the password in DATABASE_URL/);
    const right = await openMongoDatabase({ url: `mongodb://root:right-s3cret@${address}` });
    await right.ping();
    await right.close();
    await server.stop();
  });
});

describeWithMongod('a document', () => {
  let created: EngineDatabase;
  let db: ContractDatabase;

  beforeAll(async () => {
    created = await mongoEngine.create();
    db = await created.open();
  });
  afterAll(async () => {
    await db.close();
    await created.drop();
  });

  const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);

  it('over 16 MB is refused with nothing written', async () => {
    for (const way of ['transaction', 'optimistic'] as const) {
      const error = await db[way](async (tx) => {
        tx.fences.bump('large', ['f']);
        tx.people.insert({ id: 'a', tenant: 'large', raw: megabytes(17) });
      }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DocumentTooLarge);
      expect((error as Error).message).toMatch(/people.*16 MB/);
      const folded = { id: 'a', tenant: 'large', profile: megabytes(9) };
      await expect(db[way](async (tx) => tx.people.insert(folded))).rejects.toBeInstanceOf(DocumentTooLarge);
    }
    expect([await db.fences.count('large'), await db.people.count('large')]).toEqual([0, 0]);
  });

  it('cannot grow over 16 MB piece by piece', async () => {
    await db.transaction(async (tx) => tx.people.insert({ id: 'a', tenant: 'grown', raw: megabytes(12) }));
    const grow = (way: 'transaction' | 'optimistic') =>
      db[way](async (tx) => {
        tx.fences.bump('grown', ['f']);
        tx.people.patch('grown', 'a', { note: megabytes(6) });
      });
    await expect(grow('transaction')).rejects.toBeInstanceOf(DocumentTooLarge);
    await expect(grow('optimistic')).rejects.toBeInstanceOf(DocumentTooLarge);
    await expect(
      db.transaction((tx) => tx.people.updateWhere('grown', eq('id', 'a'), { note: megabytes(6), leftAt: 'x' })),
    ).rejects.toBeInstanceOf(DocumentTooLarge);
    await expect(
      db.transaction(async (tx) => tx.people.patch('grown', 'a', { note: megabytes(6) })),
    ).rejects.toBeInstanceOf(DocumentTooLarge);
    expect(await db.fences.count('grown')).toBe(0);
    expect(await db.people.get('grown', 'a')).toMatchObject({ version: 1 });
  });

  it('enters and leaves a partial key by any way of writing it', async () => {
    const t = 'partial';
    const live = () => db.people.find(t, { where: and(eq('team', 't'), eq('name', 'N'), absent('leftAt')) });
    await db.transaction(async (tx) => tx.people.bump(t, ['a']));
    const ways: readonly (readonly [covered: boolean, write: () => Promise<unknown>])[] = [
      [true, () => db.transaction(async (tx) => tx.people.patch(t, 'a', { team: 't', name: 'n' }))],
      [false, () => db.transaction((tx) => tx.people.updateWhere(t, eq('team', 't'), { leftAt: 'x' }))],
      [true, () => db.transaction((tx) => tx.people.updateWhere(t, present('leftAt'), { leftAt: '' }))],
      [false, () => db.transaction(async (tx) => tx.people.patch(t, 'a', { name: undefined }))],
      [true, () => db.transaction(async (tx) => tx.people.patch(t, 'a', { name: 'N' }))],
      [
        false,
        () =>
          db.transaction(async (tx) => tx.people.replace({ id: 'a', tenant: t, team: 't', name: 'n', leftAt: 'y' }, 6)),
      ],
      [true, () => db.transaction(async (tx) => tx.people.replace({ id: 'a', tenant: t, team: 't', name: 'n' }, 7))],
      [true, () => db.transaction(async (tx) => tx.people.bump(t, ['a']))],
    ];
    for (const [covered, write] of ways) {
      await write();
      expect(await live()).toHaveLength(covered ? 1 : 0);
      const twin = db.transaction(async (tx) => {
        tx.people.insert({ id: 'twin', tenant: t, team: 't', name: 'N' });
        await tx.people.count(t);
        throw new Error('it was free');
      });
      await expect(twin).rejects.toThrow(covered ? /liveName/ : 'it was free');
    }
  });
});

describeWithMongod('what the server does when things go wrong', () => {
  let url: string;
  let admin: mongo.MongoClient;
  let db: ContractDatabase;

  beforeAll(async () => {
    url = newDatabaseUrl(await sharedMongoServerUrl());
    admin = await new mongoose.mongo.MongoClient(url).connect();
    db = await openMongoCollections<ContractCollections>({ url: named(url) }, contractCollections);
    await db.migrate();
  });
  afterAll(async () => {
    await db?.close();
    await admin?.db().dropDatabase();
    await admin?.close();
  });

  const named = (address: string) => `${address}${address.includes('?') ? '&' : '?'}appName=holdfast-faults`;
  /** The next commands of the database under test behave like this. */
  const fail = (data: object, times = 1) =>
    admin
      .db('admin')
      .command({ configureFailPoint: 'failCommand', mode: { times }, data: { appName: 'holdfast-faults', ...data } });

  const insertBoth = (tenant: string, onAttempt: () => void = () => {}) =>
    db.transaction(async (tx) => {
      onAttempt();
      await tx.people.count(tenant);
      tx.people.insert({ id: 'a', tenant, code: 'x' });
      tx.fences.bump(tenant, ['f']);
    });

  it('a commit whose answer is an error of unknown outcome is asked for again, not done again', async () => {
    let attempts = 0;
    // The commit is carried out, and then the answer says that the primary is shutting down.
    await fail({ failCommands: ['commitTransaction'], writeConcernError: { code: 91, errmsg: 'shutting down' } }, 2);
    await insertBoth('unknown', () => attempts++);
    expect(attempts).toBe(1);
    expect(await db.fences.get('unknown', 'f')).toMatchObject({ version: 1 });
  });

  it('a commit that breaks off before it is carried out is found out not to have been', async () => {
    let attempts = 0;
    await fail({ failCommands: ['commitTransaction'], closeConnection: true }, 3);
    await insertBoth('broken', () => attempts++);
    expect(attempts).toBe(1);
    expect(await db.fences.get('broken', 'f')).toMatchObject({ version: 1 });
  });

  it.each([112, 251, 246])('error %d in a transaction runs it again', async (errorCode) => {
    let attempts = 0;
    const tenant = `error-${errorCode}`;
    await fail({ failCommands: ['insert'], errorCode, errorLabels: ['TransientTransactionError'] });
    await insertBoth(tenant, () => attempts++);
    expect(attempts).toBe(2);
    expect(await db.fences.get(tenant, 'f')).toMatchObject({ version: 1 });
  });

  it.each([10_107, 11_600, 11_602, 189, 13_435])(
    'error %d of a primary that is none any more is survived',
    async (errorCode) => {
      const tenant = `primary-${errorCode}`;
      await fail({ failCommands: ['find', 'aggregate'], errorCode });
      expect(await db.people.count(tenant)).toBe(0);
      await fail({ failCommands: ['update', 'insert'], errorCode });
      await insertBoth(tenant);
      expect(await db.people.count(tenant)).toBe(1);
      await fail({ failCommands: ['update', 'insert'], errorCode });
      await db.transaction(async (tx) => tx.fences.bump(tenant, ['g']));
      expect((await db.fences.get(tenant, 'g'))?.version).toBeGreaterThan(0);
    },
  );

  it('a row that two make at once by bumping it is made once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, () => db.transaction(async (tx) => tx.fences.bump('both', ['a', 'b', 'c']))),
    );
    expect((await db.fences.find('both')).map(({ version }) => version)).toEqual([8, 8, 8]);
  });
});

describeWithMongod('a replica set that changes its primary', () => {
  it('loses nothing that was acknowledged, and is used again without a restart', async () => {
    const server = await startMongoServer(3);
    const db = await openMongoCollections<ContractCollections>(
      { url: newDatabaseUrl(server.url) },
      contractCollections,
    );
    await db.migrate();
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let running = true;
    const write = async (writer: number) => {
      for (let i = 0; running; i++) {
        const id = `w${writer}-${i}`;
        await db
          .transaction(async (tx) => {
            await tx.people.get('t', id);
            tx.people.insert({ id, tenant: 't' });
            tx.fences.bump('t', [`f${writer}`]);
          })
          .then(
            () => acknowledged.push(id),
            (error) => failures.push(error),
          );
      }
    };
    const writers = [0, 1, 2].map(write);
    const progress = async () => {
      const before = acknowledged.length;
      while (acknowledged.length < before + 30) await new Promise((resolve) => setImmediate(resolve));
    };
    await progress();
    await server.stepDown(2);
    await progress();
    const primary = await server.primary();
    await server.kill(primary);
    await progress();
    await server.restart(primary);
    await progress();
    running = false;
    await Promise.all(writers);
    const stored = new Set((await db.people.find('t')).map(({ id }) => id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(failures.filter((error) => !(error instanceof DatabaseUnavailable))).toEqual([]);
    const bumps = (await db.fences.find('t')).reduce((sum, { version }) => sum + version, 0);
    expect(bumps).toBe(stored.size);
    await db.close();
    await server.stop();
  });
});

describeWithMongod('migration from one declaration to the next', () => {
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

  it('makes indexes, folded copies and marks that are new, and drops the keys that are gone', async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    const old = await openMongoCollections<Things>({ url }, first);
    expect(await old.isMigrated()).toBe(false);
    await old.migrate();
    await old.transaction(async (tx) => {
      tx.things.insertMany(
        Array.from({ length: 1_200 }, (_, i) => ({ id: `i${i}`, tenant: 't', name: `Ä${i}`, code: `c${i}` })),
      );
    });
    const next = await openMongoCollections<Things>({ url }, second);
    expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, false]);
    await Promise.all([next.migrate(), next.migrate()]);
    expect(await next.isMigrated()).toBe(true);
    expect((await next.things.findOne('t', eq('name', 'ä777')))?.id).toBe('i777');
    await next.transaction(async (tx) => tx.things.insert({ id: 'n', tenant: 't', code: 'c1', name: 'new' }));
    await expect(
      next.transaction(async (tx) => tx.things.insert({ id: 'm', tenant: 't', name: 'Ä5' })),
    ).rejects.toMatchObject({ name: 'UniqueViolation', key: 'name' });
    await next.transaction(async (tx) => {
      tx.things.patch('t', 'n', { endedAt: 'now' });
      tx.things.insert({ id: 'm', tenant: 't', name: 'NEW' });
    });
    expect(await next.things.count('t', gt('id', 'm'))).toBe(1);
    await next.transfer.empty('things');
    await Promise.all([old.close(), next.close()]);
  });

  it('leaves the keys in force as they were when it cannot be done', async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    const old = await openMongoCollections<Things>({ url }, specs({ ...first.things, unique: [] }));
    await old.migrate();
    await old.transaction(async (tx) =>
      tx.things.insertMany([
        { id: 'a', tenant: 't', code: 'x' },
        { id: 'b', tenant: 't', code: 'x' },
      ]),
    );
    const next = await openMongoCollections<Things>({ url }, first);
    await expect(next.migrate()).rejects.toThrow(/duplicate|twice/);
    expect([await old.isMigrated(), await next.isMigrated()]).toEqual([true, false]);
    expect(await old.things.count('t')).toBe(2);
    await Promise.all([old.close(), next.close()]);
  });
});

/** The error with all that hangs on it, as a log might print it. */
function everythingOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? '';
  return `${error.message} ${error.stack} ${error.cause === undefined ? '' : everythingOf(error.cause)}`;
}
