import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import type { ContractDatabase } from './contract-collections.ts';
import type { ContractEngine, EngineDatabase } from './contract-engine.ts';

export function describeOutages(engine: ContractEngine): void {
  describe('outages', () => {
    let created: EngineDatabase;
    let direct: ContractDatabase;
    let proxy: TcpProxy;
    let db: ContractDatabase;
    let tenants = 0;
    const newTenant = () => `outage-${++tenants}`;

    beforeAll(async () => {
      created = await engine.create();
      direct = await created.open();
    });
    afterAll(async () => {
      await direct.close();
      await created.drop();
    });
    beforeEach(async () => {
      proxy = await TcpProxy.start(created.address);
      db = await created.open(proxy.port);
      await Promise.all([db.ping(), db.people.get('x', 'y'), db.people.find('x')]);
    });
    afterEach(async () => {
      await db.close();
      await proxy.close();
    });

    const everyUse = (): readonly (readonly [string, () => Promise<unknown>])[] => [
      ['ping', () => db.ping()],
      ['get', () => db.people.get('t', 'a')],
      ['find', () => db.people.find('t')],
      ['count', () => db.people.count('t')],
      ['isMigrated', () => db.isMigrated()],
      ['a transaction that writes', () => db.transaction(async (tx) => tx.plains.insert({ id: 'a', tenant: 'gone' }))],
      ['a transaction that reads', () => db.transaction((tx) => tx.people.get('t', 'a'))],
      ['an optimistic one', () => db.optimistic(async (tx) => tx.plains.bump('gone', ['a']))],
    ];

    it('answer DatabaseUnavailable while the server is gone, and recover by themselves', async () => {
      await proxy.refuse();
      for (const [use, run] of everyUse()) {
        const error = await run().catch((reason: unknown) => reason);
        expect({ use, error }).toEqual({ use, error: expect.any(DatabaseUnavailable) });
      }
      await proxy.accept();
      for (const [, run] of everyUse()) await run();
      await direct.transaction((tx) => tx.plains.deleteWhere('gone', { op: 'and', conditions: [] }));
    });

    it('answer DatabaseUnavailable in bounded time when the server hangs, and recover', async () => {
      proxy.stall();
      const errors = await Promise.all(everyUse().map(([, run]) => run().catch((reason: unknown) => reason)));
      expect(errors).toEqual(errors.map(() => expect.any(DatabaseUnavailable)));
      await proxy.refuse();
      await proxy.accept();
      await db.ping();
      expect(await db.people.get('t', 'a')).toBeUndefined();
      await direct.transaction((tx) => tx.plains.deleteWhere('gone', { op: 'and', conditions: [] }));
    });

    it('do not show when idle connections broke', async () => {
      const tenant = newTenant();
      await Promise.all(Array.from({ length: 5 }, () => db.people.find(tenant)));
      proxy.cut();
      await Promise.all([db.people.get(tenant, 'a'), db.people.find(tenant), db.ping()]);
      proxy.cut();
      await db.transaction(async (tx) => tx.plains.insert({ id: 'a', tenant }));
      expect(await db.plains.count(tenant)).toBe(1);
    });

    it.each(['transaction', 'optimistic'] as const)(
      'find out that a %s with a lost answer has committed',
      async (way) => {
        const tenant = newTenant();
        let attempts = 0;
        proxy.loseAnswerTo(created.commitMarker ?? 'marker-of-this-commit');
        const result = await db[way](async (tx) => {
          attempts++;
          if (attempts === 1 || way === 'transaction') await tx.people.count(tenant);
          tx.plains.insert({ id: 'event', tenant, text: 'marker-of-this-commit' });
          tx.people.insert({ id: 'person', tenant, code: 'unique' });
          tx.fences.bump(tenant, ['f']);
          return `attempt ${attempts}`;
        });
        expect(result).toBe('attempt 1');
        expect(await direct.plains.count(tenant)).toBe(1);
        expect(await direct.fences.get(tenant, 'f')).toMatchObject({ version: 1 });
      },
    );

    it('find out even when somebody has changed the documents since', async () => {
      const tenant = newTenant();
      proxy.loseAnswerTo('marker-two');
      const committed = db.transaction(async (tx) => {
        tx.plains.insert({ id: 'job', tenant, text: 'marker-two' });
      });
      while ((await direct.plains.count(tenant)) === 0);
      await direct.transaction(async (tx) => tx.plains.patch(tenant, 'job', { text: 'running' }));
      await committed;
      expect(await direct.plains.get(tenant, 'job')).toMatchObject({ text: 'running' });
    });

    it('run a transaction again whose request never arrived', async () => {
      const tenant = newTenant();
      let attempts = 0;
      proxy.loseRequest('marker-three');
      await db.transaction(async (tx) => {
        attempts++;
        await tx.people.count(tenant);
        tx.plains.insert({ id: 'event', tenant, text: 'marker-three' });
      });
      expect(attempts).toBe(2);
      expect(await direct.plains.count(tenant)).toBe(1);
    });

    it('take a foreign document of the same id for what it is', async () => {
      const tenant = newTenant();
      await direct.transaction(async (tx) => tx.plains.insert({ id: 'natural', tenant, text: 'theirs' }));
      proxy.loseRequest('marker-four');
      const clash = db.transaction(async (tx) => tx.plains.insert({ id: 'natural', tenant, text: 'marker-four' }));
      await expect(clash).rejects.toMatchObject({ name: 'UniqueViolation', key: 'id' });
      expect(await direct.plains.get(tenant, 'natural')).toMatchObject({ text: 'theirs', version: 1 });
    });

    it('end with DatabaseUnavailable when the server does not come back after a lost answer', async () => {
      const tenant = newTenant();
      proxy.loseAnswerTo('marker-five', { refusing: true });
      const unknown = db.transaction(async (tx) => tx.plains.insert({ id: 'event', tenant, text: 'marker-five' }));
      await expect(unknown).rejects.toBeInstanceOf(DatabaseUnavailable);
      expect(await direct.plains.count(tenant)).toBe(1);
    });

    it('let a waiting caller fail in time when all connections are taken', async () => {
      const tenant = newTenant();
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const holders = Array.from({ length: 16 }, () =>
        db.transaction(async (tx) => {
          await tx.people.count(tenant);
          await released;
        }),
      );
      await expect(db.people.find(tenant)).rejects.toBeInstanceOf(DatabaseUnavailable);
      release();
      await Promise.all(holders);
      expect(await db.people.find(tenant)).toEqual([]);
    });
  });
}
