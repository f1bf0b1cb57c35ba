import { describe, expect, it } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { UniqueViolation } from '../../src/application/ports/storage-errors.ts';
import type { ContractTransaction } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { store, withDatabase } from './with-database.ts';

export function describeUniqueness(engine: ContractEngine): void {
  describe('unique keys', () => {
    const bench = withDatabase(engine);

    const expectViolation = async (key: string, work: (tx: ContractTransaction) => void) => {
      for (const way of ['transaction', 'optimistic'] as const) {
        const error = await bench.db[way](async (tx) => work(tx)).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(UniqueViolation);
        expect(error).toMatchObject({ collection: 'people', key });
      }
    };

    it('name the id', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{}]);
      await expectViolation('id', (tx) => tx.people.insert({ id: 'p0001', tenant }));
      await expectViolation('id', (tx) =>
        tx.people.insertMany([
          { id: 'same', tenant },
          { id: 'same', tenant },
        ]),
      );
      expect(await bench.db.people.count(tenant)).toBe(1);
    });

    it('name the declared key', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ code: 'x' }, { code: 'y' }]);
      await expectViolation('code', (tx) => tx.people.insert({ id: 'n', tenant, code: 'x' }));
      await expectViolation('code', (tx) => tx.people.patch(tenant, 'p0002', { code: 'x' }));
      await expectViolation('code', (tx) => tx.people.replace({ id: 'p0002', tenant, code: 'x' }, 1));
    });

    it('compare exactly, or folded where the field is', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ code: 'x', team: 't', name: 'Ana Ödön' }]);
      await bench.db.transaction(async (tx) =>
        tx.people.insert({ id: 'n', tenant, code: 'X', team: 'T', name: 'ana ödön' }),
      );
      await expectViolation('liveName', (tx) =>
        tx.people.insert({ id: 'm', tenant, team: 't', name: 'ANA O\u0308DO\u0308N' }),
      );
    });

    it('hold within the tenant only', async () => {
      const [one, two] = [bench.tenant(), bench.tenant()];
      await store(bench.db, one, [{ code: 'x' }]);
      await store(bench.db, two, [{ code: 'x' }]);
      expect(await bench.db.people.get(two, 'p0001')).toMatchObject({ code: 'x' });
    });

    it('leave out documents that lack one of the fields', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{}, {}, { team: 't' }, { team: 't' }, { name: 'n' }, { name: 'n' }]);
      expect(await bench.db.people.count(tenant)).toBe(6);
    });

    it('cover only documents that satisfy their condition', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { team: 't', name: 'a', leftAt: '2020' },
        { team: 't', name: 'a', leftAt: '2021' },
        { team: 't', name: 'a' },
        { team: 't', role: 'lead', active: true },
        { team: 't', role: 'lead', active: false },
        { team: 't', role: 'deputy', active: true },
      ]);
      await expectViolation('liveName', (tx) => tx.people.insert({ id: 'n', tenant, team: 't', name: 'A' }));
      await expectViolation('liveName', (tx) => tx.people.patch(tenant, 'p0001', { leftAt: undefined }));
      await expectViolation('oneLead', (tx) => tx.people.patch(tenant, 'p0005', { active: true }));
      await expectViolation('oneLead', (tx) => tx.people.patch(tenant, 'p0006', { role: 'lead' }));
    });

    it('are free again once the document leaves, within one transaction too', async () => {
      for (const way of ['transaction', 'optimistic'] as const) {
        const tenant = bench.tenant();
        await store(bench.db, tenant, [{ team: 't', name: 'a', code: 'c' }]);
        await bench.db[way](async (tx) => {
          tx.people.insert({ id: 'new', tenant, team: 't', name: 'A', code: 'd' });
          tx.people.patch(tenant, 'p0001', { leftAt: 'now' });
        });
        await bench.db.transaction(async (tx) => {
          await tx.people.deleteWhere(tenant, eq('id', 'p0001'));
          tx.people.insert({ id: 'newer', tenant, code: 'c' });
        });
        expect(await bench.db.people.count(tenant)).toBe(2);
      }
    });

    it('can pass from hand to hand in the order the work asks for', async () => {
      for (const way of ['transaction', 'optimistic'] as const) {
        const tenant = bench.tenant();
        await store(bench.db, tenant, [{ code: 'a' }, { code: 'b' }, { code: 'c' }]);
        await bench.db[way](async (tx) => {
          tx.people.patch(tenant, 'p0003', { code: 'free' });
          tx.people.patch(tenant, 'p0002', { code: 'c' });
          tx.people.patch(tenant, 'p0001', { code: 'b' });
          tx.people.insert({ id: 'n', tenant, code: 'a' });
        });
        const codes = (await bench.db.people.find(tenant)).map(({ code }) => code);
        expect(codes).toEqual(['a', 'b', 'c', 'free']);
      }
    });

    it('let exactly one of many win', async () => {
      const tenant = bench.tenant();
      const attempts = await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) =>
          (i % 2 === 0 ? bench.db : bench.other).transaction(async (tx) => {
            tx.people.insert({ id: `n${i}`, tenant, team: 't', name: i % 3 === 0 ? 'ANA' : 'ana' });
          }),
        ),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected')
          expect(attempt.reason).toMatchObject({ name: 'UniqueViolation', key: 'liveName' });
      }
    });

    it('leave nothing behind of a transaction that breaks one', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ code: 'x' }]);
      for (const way of ['transaction', 'optimistic'] as const) {
        await expect(
          bench.db[way](async (tx) => {
            tx.fences.bump(tenant, ['f']);
            tx.plains.insert({ id: 'a', tenant });
            tx.people.patch(tenant, 'p0001', { age: 7 });
            await tx.people.count(tenant);
            tx.people.insert({ id: 'n', tenant, code: 'x' });
          }),
        ).rejects.toBeInstanceOf(UniqueViolation);
        expect(await bench.db.plains.count(tenant)).toBe(0);
        expect(await bench.db.fences.count(tenant)).toBe(0);
        expect(await bench.db.people.get(tenant, 'p0001')).toMatchObject({ version: 1 });
      }
    });

    it('fail the transaction even when the work swallows the error', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ code: 'x' }]);
      const swallowed = bench.db.transaction(async (tx) => {
        tx.people.insert({ id: 'n', tenant, code: 'x' });
        await tx.people.count(tenant).catch(() => 0);
        tx.plains.insert({ id: 'a', tenant });
      });
      await expect(swallowed).rejects.toBeInstanceOf(UniqueViolation);
      expect(await bench.db.plains.count(tenant)).toBe(0);
    });
  });
}
