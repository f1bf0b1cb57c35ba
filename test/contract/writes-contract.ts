import { describe, expect, it } from '@jest/globals';
import { and, eq, gt, present } from '../../src/application/ports/query.ts';
import { Contention } from '../../src/application/ports/storage-errors.ts';
import type { ContractEngine } from './contract-engine.ts';
import { idsOf, store, withDatabase } from './with-database.ts';

export function describeWrites(engine: ContractEngine): void {
  describe.each(['transaction', 'optimistic'] as const)('writes in a %s', (way) => {
    const bench = withDatabase(engine);

    it('insert at version 1, whatever version is passed in', async () => {
      const tenant = bench.tenant();
      await bench.db[way](async (tx) => {
        tx.people.insert({ id: 'a', tenant, name: 'Ana', version: 7 } as never);
        tx.people.insertMany([
          { id: 'b', tenant },
          { id: 'c', tenant, age: 3 },
        ]);
        tx.people.insertMany([]);
      });
      expect(await bench.db.people.find(tenant)).toEqual([
        { id: 'a', tenant, version: 1, name: 'Ana' },
        { id: 'b', tenant, version: 1 },
        { id: 'c', tenant, version: 1, age: 3 },
      ]);
    });

    it('insert thousands at once', async () => {
      const tenant = bench.tenant();
      await bench.db[way](async (tx) => {
        tx.people.insertMany(Array.from({ length: 5_000 }, (_, i) => ({ id: `i${i}`, tenant, age: i })));
      });
      expect(await bench.db.people.count(tenant)).toBe(5_000);
      expect(
        await bench.db.people.getMany(
          tenant,
          Array.from({ length: 5_000 }, (_, i) => `i${i}`),
        ),
      ).toHaveLength(5_000);
    });

    it('replace the whole document, raising the version', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ name: 'Ana', age: 1, note: 'gone' }]);
      await bench.db[way](async (tx) => tx.people.replace({ id: 'p0001', tenant, name: 'Bo' }, 1));
      expect(await bench.db.people.get(tenant, 'p0001')).toEqual({ id: 'p0001', tenant, version: 2, name: 'Bo' });
      expect(await bench.db.people.count(tenant, eq('name', 'bO'))).toBe(1);
      expect(await bench.db.people.count(tenant, eq('name', 'ana'))).toBe(0);
    });

    it('give up with Contention when the expected version never comes, and leave nothing', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }, { age: 2 }]);
      let attempts = 0;
      const doomed = bench.db[way](async (tx) => {
        attempts++;
        tx.people.replace({ id: 'p0001', tenant, age: 10 }, 1);
        tx.people.replace({ id: 'p0002', tenant, age: 20 }, 5);
        tx.plains.insert({ id: 'x', tenant });
      });
      await expect(doomed).rejects.toBeInstanceOf(Contention);
      expect(attempts).toBeGreaterThan(1);
      expect(await bench.db.people.find(tenant)).toMatchObject([
        { age: 1, version: 1 },
        { age: 2, version: 1 },
      ]);
      expect(await bench.db.plains.count(tenant)).toBe(0);
    });

    it('patch top-level fields only, removing what is undefined', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ name: 'Ana', age: 1, profile: { a: 1, B: 'X' }, note: 1 }]);
      await bench.db[way](async (tx) =>
        tx.people.patch(tenant, 'p0001', { name: 'Bo', age: undefined, profile: { B: 'Y' }, code: 'c' }),
      );
      expect(await bench.db.people.get(tenant, 'p0001')).toEqual({
        id: 'p0001',
        tenant,
        version: 2,
        name: 'Bo',
        code: 'c',
        profile: { B: 'Y' },
        note: 1,
      });
      expect(await bench.db.people.count(tenant, and(eq('name', 'BO'), eq(['profile', 'B'], 'y')))).toBe(1);
      await bench.db[way](async (tx) => tx.people.patch(tenant, 'p0001', { name: undefined, profile: undefined }));
      expect(await bench.db.people.count(tenant, present('name'))).toBe(0);
      expect(await bench.db.people.count(tenant, present('profile'))).toBe(0);
    });

    it('patch never moves a document', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{}]);
      await bench.db[way](async (tx) =>
        tx.people.patch(tenant, 'p0001', { id: 'other', tenant: 'other', age: 2 } as never),
      );
      expect(await bench.db.people.get(tenant, 'p0001')).toEqual({ id: 'p0001', tenant, version: 2, age: 2 });
    });

    it('patch only where `when` holds', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { role: 'queued', age: 1, name: 'Ana' },
        { role: 'queued', age: 2 },
      ]);
      await bench.db[way](async (tx) => {
        tx.people.patch(
          tenant,
          'p0001',
          { role: 'running' },
          and(eq('role', 'queued'), gt('age', 0), eq('name', 'ANA')),
        );
        tx.people.patch(tenant, 'p0002', { role: 'running' }, and(eq('role', 'queued'), gt('age', 1), eq('name', 'x')));
      }).then(
        () => expect('committed').toBe('refused'),
        (error: unknown) => expect(error).toBeInstanceOf(Contention),
      );
      expect(await bench.db.people.count(tenant, eq('role', 'queued'))).toBe(2);
      await bench.db[way](async (tx) => {
        tx.people.patch(tenant, 'p0001', { role: 'running' }, { op: 'in', field: 'role', values: ['queued', 'held'] });
        tx.people.patch(tenant, 'p0002', { role: 'running' }, { op: 'in', field: 'role', values: ["it's", 'queued'] });
      });
      expect(await bench.db.people.count(tenant, eq('role', 'running'))).toBe(2);
    });

    it('fail to patch what is not there, also in another tenant', async () => {
      const [one, two] = [bench.tenant(), bench.tenant()];
      await store(bench.db, one, [{}]);
      await expect(bench.db[way](async (tx) => tx.people.patch(two, 'p0001', { age: 1 }))).rejects.toBeInstanceOf(
        Contention,
      );
    });

    it('update and delete by condition, telling how many', async () => {
      const [tenant, foreign] = [bench.tenant(), bench.tenant()];
      await store(bench.db, tenant, [{ age: 1, name: 'A' }, { age: 2, name: 'B' }, { age: 3 }]);
      await store(bench.db, foreign, [{ age: 3 }]);
      const updated = await bench.db[way]((tx) =>
        tx.people.updateWhere(tenant, gt('age', 1), { name: 'New', age: undefined, code: undefined, note: [1] }),
      );
      expect(updated).toBe(2);
      expect(await bench.db.people.find(tenant, { where: eq('name', 'NEW') })).toEqual([
        { id: 'p0002', tenant, version: 2, name: 'New', note: [1] },
        { id: 'p0003', tenant, version: 2, name: 'New', note: [1] },
      ]);
      const deleted = await bench.db[way]((tx) => tx.people.deleteWhere(tenant, eq('name', 'new')));
      expect(deleted).toBe(2);
      expect(await bench.db[way]((tx) => tx.people.deleteWhere(tenant, eq('age', 99)))).toBe(0);
      expect(idsOf(await bench.db.people.find(tenant))).toEqual(['p0001']);
      expect(await bench.db.people.count(foreign)).toBe(1);
    });

    it('bump rows that exist and rows that do not, once each', async () => {
      const tenant = bench.tenant();
      await bench.db[way](async (tx) => tx.fences.bump(tenant, ['b', 'a', 'b']));
      await bench.db[way](async (tx) => tx.fences.bump(tenant, ['a', 'c']));
      await bench.db[way](async (tx) => tx.fences.bump(tenant, []));
      expect(await bench.db.fences.find(tenant)).toEqual([
        { id: 'a', tenant, version: 2 },
        { id: 'b', tenant, version: 1 },
        { id: 'c', tenant, version: 1 },
      ]);
      await store(bench.db, tenant, [{ name: 'Ana', profile: { a: 'B' } }]);
      await bench.db[way](async (tx) => tx.people.bump(tenant, ['p0001', 'p0002']));
      expect(await bench.db.people.find(tenant)).toEqual([
        { id: 'p0001', tenant, version: 2, name: 'Ana', profile: { a: 'B' } },
        { id: 'p0002', tenant, version: 1 },
      ]);
    });

    it('write the same document several times, in order', async () => {
      const tenant = bench.tenant();
      await bench.db[way](async (tx) => {
        tx.people.insert({ id: 'a', tenant, age: 1 });
        tx.people.patch(tenant, 'a', { age: 2, name: 'x' });
        tx.people.replace({ id: 'a', tenant, age: 3 }, 2);
        tx.people.bump(tenant, ['a']);
        tx.people.bump(tenant, ['a']);
        tx.people.patch(tenant, 'a', { code: 'last' }, eq('age', 3));
        tx.people.insert({ id: 'b', tenant });
      });
      expect(await bench.db.people.find(tenant)).toEqual([
        { id: 'a', tenant, version: 6, age: 3, code: 'last' },
        { id: 'b', tenant, version: 1 },
      ]);
    });

    it('mix buffered writes with counted ones, in order', async () => {
      const tenant = bench.tenant();
      const counts = await bench.db[way](async (tx) => {
        tx.people.insert({ id: 'a', tenant, age: 1 });
        const updated = await tx.people.updateWhere(tenant, eq('age', 1), { age: 2 });
        tx.people.patch(tenant, 'a', { name: 'x' }, eq('age', 2));
        const deleted = await tx.people.deleteWhere(tenant, eq('age', 5));
        tx.people.insert({ id: 'b', tenant });
        return [updated, deleted];
      });
      expect(counts).toEqual([1, 0]);
      expect(await bench.db.people.find(tenant)).toEqual([
        { id: 'a', tenant, version: 3, age: 2, name: 'x' },
        { id: 'b', tenant, version: 1 },
      ]);
    });

    it('keep tenants apart', async () => {
      const [one, two] = [bench.tenant(), bench.tenant()];
      await store(bench.db, one, [{ age: 1 }]);
      await store(bench.db, two, [{ age: 2 }]);
      await bench.db[way](async (tx) => {
        await tx.people.updateWhere(one, gt('age', 0), { name: 'one' });
        tx.people.bump(one, ['p0001']);
        tx.people.patch(one, 'p0001', { age: 3 });
      });
      expect(await bench.db.people.get(two, 'p0001')).toEqual({ id: 'p0001', tenant: two, version: 1, age: 2 });
      expect(await bench.db.people.get(`${one} `, 'p0001')).toBeUndefined();
      expect(await bench.db.people.getMany(two, ['p0001', 'p0001', 'nobody'])).toHaveLength(1);
      expect(await bench.db.people.findOne(two, eq('age', 3))).toBeUndefined();
    });

    it('return what the work returns, and throw what it throws after undoing everything', async () => {
      const tenant = bench.tenant();
      expect(await bench.db[way](async () => 42)).toBe(42);
      const error = new Error('no');
      const thrown = bench.db[way](async (tx) => {
        tx.people.insert({ id: 'a', tenant });
        await tx.people.updateWhere(tenant, eq('id', 'a'), { age: 1 });
        throw error;
      });
      await expect(thrown).rejects.toBe(error);
      expect(await bench.db.people.count(tenant)).toBe(0);
    });

    it('refuse a declared field of another kind', async () => {
      const tenant = bench.tenant();
      for (const wrong of [{ age: '5' }, { age: Number.NaN }, { name: 5 }, { active: 'true' }]) {
        await expect(
          bench.db[way](async (tx) => tx.people.insert({ id: 'a', tenant, ...wrong } as never)),
        ).rejects.toBeInstanceOf(TypeError);
      }
    });

    it('cannot be used once the transaction is over', async () => {
      const tenant = bench.tenant();
      const escaped = await bench.db[way](async (tx) => tx.people);
      expect(() => escaped.insert({ id: 'a', tenant })).toThrow();
      await expect(async () => escaped.get(tenant, 'a')).rejects.toThrow();
    });
  });
}
