import { describe, expect, it } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { UniqueViolation, UnstorableText } from '../../src/application/ports/storage-errors.ts';
import type { TransferPosition } from '../../src/application/ports/transfer.ts';
import type { ContractDatabase, Person, Plain } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { store, withDatabase } from './with-database.ts';

export function describeTransfer(engine: ContractEngine): void {
  describe('carrying documents from one database to another', () => {
    const source = withDatabase(engine);
    const target = withDatabase(engine);

    it('sees every document of every tenant once, whatever the size of the pages', async () => {
      const { db } = source;
      const tenants = ['b', 'a', 'ab', 'ä', 'A', 'instance', '0190-ff', 'b\u{1F600}'].map((name) => `see-${name}`);
      for (const tenant of tenants)
        await store(db, tenant, [{ age: 1 }, { age: 2 }, { age: 3 }, { id: 'ab' }, { id: 'Z' }]);
      const wanted = tenants.flatMap((tenant) => ['Z', 'ab', 'p0001', 'p0002', 'p0003'].map((id) => `${tenant} ${id}`));
      const orders: string[][] = [];
      for (const limit of [1, 3, 7, 1_000]) {
        const seen = (await people(db, limit)).map(({ tenant, id }) => `${tenant} ${id}`);
        expect([...seen].filter((key) => key.startsWith('see-')).sort()).toEqual([...wanted].sort());
        orders.push(seen);
      }
      for (const order of orders) expect(order).toEqual(orders[0]);
    });

    it('answers with nothing behind the last document and of an empty collection', async () => {
      expect(await source.db.transfer.export('fences', undefined, 10)).toEqual([]);
      const last = (await people(source.db, 1_000)).at(-1);
      expect(await source.db.transfer.export('people', last, 10)).toEqual([]);
    });

    it('keeps ids, tenants, versions and every value, and what is compared without case', async () => {
      const tenant = source.tenant();
      const profile = {
        Name: 'ÄNNE',
        deep: [{ a: null, b: [] }, 'ß', 1e300, -0.5, 5e-324, Number.MAX_SAFE_INTEGER, true],
      };
      const raw = { 'a.b': 1, $set: { $x: 'y' }, '': 'empty', zebra: 1, Apple: [[], {}], emoji: '👩‍🚀' };
      await store(source.db, tenant, [
        { name: 'ÄNNE Straße', code: 'x', team: 't', role: 'lead', age: 0.1, active: false, profile, raw },
        { name: '', note: { undeclared: ['kept'] } },
        {},
      ]);
      for (const [times, id] of [
        [1, 'p0002'],
        [3, 'p0003'],
      ] as const) {
        for (let i = 0; i < times; i++) await source.db.transaction(async (tx) => tx.people.bump(tenant, [id]));
      }
      const docs = (await people(source.db, 2)).filter((doc) => doc.tenant === tenant);
      await target.db.transfer.restore('people', docs);
      expect((await people(target.db, 2)).filter((doc) => doc.tenant === tenant)).toEqual(docs);
      expect(await target.db.people.find(tenant)).toEqual(await source.db.people.find(tenant));
      expect((await target.db.people.find(tenant)).map(({ version }) => version)).toEqual([1, 2, 4]);
      expect(await target.db.people.count(tenant, eq('name', 'änne strasse'))).toBe(
        await source.db.people.count(tenant, eq('name', 'änne strasse')),
      );
      expect(await target.db.people.count(tenant, eq(['profile', 'Name'], 'änne'))).toBe(1);
    });

    it('goes on with the versions where they were', async () => {
      const tenant = target.tenant();
      await target.db.transfer.restore('plains', [{ id: 'a', tenant, version: 41, text: 'x' }]);
      await target.db.transaction(async (tx) => tx.plains.replace({ id: 'a', tenant, text: 'y' }, 41));
      expect(await target.db.plains.get(tenant, 'a')).toEqual({ id: 'a', tenant, version: 42, text: 'y' });
    });

    it('can be repeated, and takes the place of what is there', async () => {
      const tenant = target.tenant();
      const docs: Plain[] = ['a', 'b', 'c'].map((id) => ({ id, tenant, version: 7, text: id }));
      await target.db.transfer.restore('plains', docs.slice(0, 2));
      await target.db.transfer.restore('plains', docs);
      await target.db.transfer.restore('plains', []);
      expect(await target.db.plains.find(tenant)).toEqual(docs);
      await target.db.transfer.restore('plains', [{ id: 'b', tenant, version: 2 }]);
      expect(await target.db.plains.get(tenant, 'b')).toEqual({ id: 'b', tenant, version: 2 });
    });

    it('empties one collection of every tenant', async () => {
      const tenants = [target.tenant(), target.tenant()];
      const docs = tenants.map((tenant) => ({ id: 'a', tenant, version: 1 }));
      await target.db.transfer.restore('plains', docs);
      await target.db.transfer.restore('fences', docs);
      await target.db.transfer.empty('plains');
      expect(await target.db.transfer.export('plains', undefined, 1)).toEqual([]);
      expect(await target.db.transfer.export('fences', undefined, 10)).toHaveLength(2);
    });

    it('guards keys with what it stored, and against what it finds', async () => {
      const tenant = target.tenant();
      await target.db.transfer.restore('people', [{ id: 'a', tenant, version: 3, code: 'taken' }]);
      const clash = { id: 'b', tenant, code: 'taken' };
      const violation = new UniqueViolation('people', 'code');
      await expect(target.db.transaction(async (tx) => tx.people.insert(clash))).rejects.toEqual(violation);
      await expect(target.db.transfer.restore('people', [{ ...clash, version: 1 }])).rejects.toEqual(violation);
    });

    it('refuses what cannot be stored', async () => {
      const tenant = target.tenant();
      const refused = target.db.transfer.restore('plains', [{ id: 'a', tenant, version: 1, text: 'a\u0000b' }]);
      await expect(refused).rejects.toBeInstanceOf(UnstorableText);
      expect(await target.db.plains.count(tenant)).toBe(0);
    });

    it('answers with fewer documents where they are large, and loses none', async () => {
      const tenant = source.tenant();
      const noise = (seed: number) =>
        Array.from({ length: 60_000 }, (_, i) => (seed * 7_919 + i * i * 31) % 1e9).join(' ');
      for (let i = 0; i < 20; i++) await store(source.db, tenant, [{ id: `big${i}`, raw: noise(i) }]);
      const sizes: number[] = [];
      let seen = 0;
      for await (const page of pages(source.db, 1_000)) {
        sizes.push(JSON.stringify(page).length);
        seen += page.filter((doc) => doc.tenant === tenant).length;
      }
      expect(seen).toBe(20);
      expect(Math.max(...sizes)).toBeLessThan(8_000_000);
    });
  });

  describe('looking at the database', () => {
    const bench = withDatabase(engine);

    it('tells engine, version, clock and the state of schema and indexes', async () => {
      const facts = await bench.db.inspect();
      expect(facts).toMatchObject({ schema: 'current', missingIndexes: [] });
      expect(facts.engine).toMatch(/^(PostgreSQL|MongoDB)$/);
      expect(facts.version).toMatch(/^\d+\.\d+/);
      expect(Math.abs(facts.clockAheadMs)).toBeLessThan(60_000);
    });
  });
}

async function* pages(db: ContractDatabase, limit: number): AsyncGenerator<readonly Person[]> {
  let after: TransferPosition | undefined;
  for (;;) {
    const page = await db.transfer.export('people', after, limit);
    const last = page.at(-1);
    if (last === undefined) return;
    expect(page.length).toBeLessThanOrEqual(limit);
    yield page;
    after = { tenant: last.tenant, id: last.id };
  }
}

async function people(db: ContractDatabase, limit: number): Promise<Person[]> {
  const all: Person[] = [];
  for await (const page of pages(db, limit)) all.push(...page);
  return all;
}
