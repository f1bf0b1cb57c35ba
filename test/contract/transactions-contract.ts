import { describe, expect, it } from '@jest/globals';
import { eq, gt } from '../../src/application/ports/query.ts';
import { Contention } from '../../src/application/ports/storage-errors.ts';
import type { ContractTransaction } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { gate, store, withDatabase } from './with-database.ts';

/** Every way to write one document, as a transaction would that has read it. */
const writes: Readonly<Record<string, (tx: ContractTransaction, tenant: string) => Promise<unknown>>> = {
  replace: async (tx, tenant) => {
    const person = await tx.people.get(tenant, 'p0001');
    if (person) tx.people.replace({ ...person, age: (person.age ?? 0) + 1 }, person.version);
  },
  patch: async (tx, tenant) => {
    const person = await tx.people.get(tenant, 'p0001');
    if (person) tx.people.patch(tenant, 'p0001', { age: (person.age ?? 0) + 1 });
  },
  updateWhere: async (tx, tenant) => {
    const person = await tx.people.get(tenant, 'p0001');
    await tx.people.updateWhere(tenant, gt('age', 0), { age: (person?.age ?? 0) + 1 });
  },
  bump: async (tx, tenant) => {
    await tx.people.get(tenant, 'p0001');
    tx.people.bump(tenant, ['p0001']);
  },
  deleteWhere: async (tx, tenant) => {
    await tx.people.get(tenant, 'p0001');
    await tx.people.deleteWhere(tenant, gt('age', 0));
  },
};

export function describeTransactions(engine: ContractEngine): void {
  describe('transactions', () => {
    const bench = withDatabase(engine);

    it('read one snapshot, whatever others commit meanwhile', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }, { age: 2 }]);
      await bench.db.transaction(async (tx) => {
        expect((await tx.people.get(tenant, 'p0001'))?.age).toBe(1);
        await bench.other.transaction(async (theirs) => {
          theirs.people.patch(tenant, 'p0001', { age: 10 });
          theirs.people.patch(tenant, 'p0002', { age: 20 });
          theirs.people.insert({ id: 'p0003', tenant, age: 30 });
        });
        expect((await tx.people.find(tenant)).map(({ age }) => age)).toEqual([1, 2]);
        expect(await tx.people.count(tenant)).toBe(2);
        expect(await bench.db.people.count(tenant)).toBe(3);
        const scanned = [];
        for await (const { age } of tx.people.scan(tenant, {}, 1)) scanned.push(age);
        expect(scanned).toEqual([1, 2]);
      });
    });

    it('read their own writes, and show them to nobody before the commit', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }, { age: 2 }, { age: 3 }]);
      await bench.db.transaction(async (tx) => {
        tx.people.insert({ id: 'new', tenant, age: 4 });
        tx.people.patch(tenant, 'p0001', { age: 10 });
        tx.people.replace({ id: 'p0002', tenant, age: 20 }, 1);
        tx.fences.bump(tenant, ['f']);
        expect((await tx.people.find(tenant)).map(({ age }) => age)).toEqual([4, 10, 20, 3]);
        expect(await tx.people.deleteWhere(tenant, eq('age', 3))).toBe(1);
        expect(await tx.people.updateWhere(tenant, gt('age', 9), { name: 'x' })).toBe(2);
        expect((await tx.people.getMany(tenant, ['p0001', 'p0003', 'new'])).map(({ id }) => id).sort()).toEqual([
          'new',
          'p0001',
        ]);
        expect((await tx.fences.get(tenant, 'f'))?.version).toBe(1);
        expect((await tx.people.get(tenant, 'p0001'))?.version).toBe(3);
        expect((await bench.other.people.find(tenant)).map(({ age }) => age)).toEqual([1, 2, 3]);
        expect(await bench.other.fences.count(tenant)).toBe(0);
      });
      expect((await bench.other.people.find(tenant)).map(({ age }) => age)).toEqual([4, 10, 20]);
    });

    it('serve several reads at once', async () => {
      const tenant = bench.tenant();
      const ids = await store(
        bench.db,
        tenant,
        Array.from({ length: 20 }, (_, age) => ({ age })),
      );
      await bench.db.transaction(async (tx) => {
        tx.people.patch(tenant, 'p0001', { age: 100 });
        const people = await Promise.all(ids.map((id) => tx.people.get(tenant, id)));
        expect(people.map((person) => person?.age)).toEqual([100, ...ids.slice(1).map((_, i) => i + 1)]);
      });
    });

    describe.each(Object.keys(writes))('whose document somebody else wrote by %s since they read it', (theirWay) => {
      it.each(Object.keys(writes))('run again when they write it by %s', async (ownWay) => {
        const tenant = bench.tenant();
        await store(bench.db, tenant, [{ age: 1 }]);
        let attempts = 0;
        await bench.db.transaction(async (tx) => {
          attempts++;
          await tx.people.get(tenant, 'p0001');
          if (attempts === 1) await bench.other.transaction(async (theirs) => writes[theirWay]?.(theirs, tenant));
          await writes[ownWay]?.(tx, tenant);
        });
        // A document that is gone can be missed without a conflict, but never written from the old snapshot.
        expect(attempts).toBe(2);
        const person = await bench.db.people.get(tenant, 'p0001');
        if (ownWay === 'deleteWhere') expect(person).toBeUndefined();
        else if (theirWay === 'deleteWhere') expect(person?.version ?? 1).toBe(1);
        else expect(person?.version).toBe(3);
      });
    });

    it('run again when they insert by bump what somebody else inserted by bump', async () => {
      const tenant = bench.tenant();
      let attempts = 0;
      await bench.db.transaction(async (tx) => {
        attempts++;
        await tx.fences.get(tenant, 'f');
        if (attempts === 1) await bench.other.transaction(async (theirs) => theirs.fences.bump(tenant, ['f']));
        tx.fences.bump(tenant, ['f']);
      });
      expect(attempts).toBe(2);
      expect((await bench.db.fences.get(tenant, 'f'))?.version).toBe(2);
    });

    it('do not disturb each other on different documents', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }, { age: 2 }]);
      let attempts = 0;
      await bench.db.transaction(async (tx) => {
        attempts++;
        await tx.people.find(tenant);
        await bench.other.transaction(async (theirs) => theirs.people.patch(tenant, 'p0002', { age: 20 }));
        tx.people.patch(tenant, 'p0001', { age: 10 });
      });
      expect(attempts).toBe(1);
      expect((await bench.db.people.find(tenant)).map(({ age }) => age)).toEqual([10, 20]);
    });

    it('lose no increment among many', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 0 }]);
      const increment = (way: 'transaction' | 'optimistic', db = bench.db) =>
        db[way](async (tx) => {
          const person = await tx.people.get(tenant, 'p0001');
          if (person) tx.people.replace({ ...person, age: (person.age ?? 0) + 1 }, person.version);
        });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 16 }, (_, i) =>
          increment(i % 2 ? 'transaction' : 'optimistic', i % 4 < 2 ? bench.db : bench.other),
        ),
      );
      const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Contention);
      expect(done).toBeGreaterThan(0);
      expect(await bench.db.people.get(tenant, 'p0001')).toMatchObject({ age: done, version: done + 1 });
    });

    it('bump the same rows in any order without deadlock', async () => {
      const tenant = bench.tenant();
      const ids = Array.from({ length: 12 }, (_, i) => `f${i}`);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 24 }, (_, i) =>
          (i % 2 ? bench.db : bench.other).transaction(async (tx) => {
            tx.fences.bump(tenant, i % 3 ? [...ids].reverse() : ids);
          }),
        ),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'fulfilled'));
      expect((await bench.db.fences.find(tenant)).map(({ version }) => version)).toEqual(ids.map(() => 24));
    });

    it('take their turns at a fence when they bump it before they read', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 0 }]);
      const increment = () =>
        bench.db.transaction(async (tx) => {
          tx.fences.bump(tenant, ['f']);
          const person = await tx.people.get(tenant, 'p0001');
          tx.people.patch(tenant, 'p0001', { age: (person?.age ?? 0) + 1 });
        });
      await Promise.all(Array.from({ length: 6 }, increment));
      expect((await bench.db.people.get(tenant, 'p0001'))?.age).toBe(6);
    });

    /** Two take one administrator each, seeing the other remain. */
    const removeBoth = async (tenant: string, fence: boolean) => {
      await store(bench.db, tenant, [{ active: true }, { active: true }]);
      const firstRead = gate();
      const secondDone = gate();
      const remove = (id: string, db: typeof bench.db, pause: () => Promise<void>) =>
        db.transaction(async (tx) => {
          const remaining = await tx.people.count(tenant, eq('active', true));
          await pause();
          if (remaining < 2) return;
          if (fence) tx.fences.bump(tenant, ['administrators']);
          tx.people.patch(tenant, id, { active: false });
        });
      const first = remove('p0001', bench.db, async () => {
        firstRead.open();
        await secondDone.passed;
      });
      await firstRead.passed;
      await remove('p0002', bench.other, async () => {});
      secondDone.open();
      await first;
      return bench.db.people.count(tenant, eq('active', true));
    };

    it('do not prevent write skew by themselves', async () => expect(await removeBoth(bench.tenant(), false)).toBe(0));

    it('prevent write skew with a common row they bump', async () =>
      expect(await removeBoth(bench.tenant(), true)).toBe(1));

    it('give up with Contention after bounded attempts', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }]);
      let attempts = 0;
      const never = bench.db.transaction(async (tx) => {
        attempts++;
        const person = await tx.people.get(tenant, 'p0001');
        await bench.other.transaction(async (theirs) => theirs.people.bump(tenant, ['p0001']));
        tx.people.patch(tenant, 'p0001', { age: (person?.age ?? 0) + 1 });
      });
      await expect(never).rejects.toBeInstanceOf(Contention);
      expect(attempts).toBeGreaterThan(3);
      expect(attempts).toBeLessThan(50);
      expect((await bench.db.people.get(tenant, 'p0001'))?.age).toBe(1);
    });

    it('run again when the work hides a conflict', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }]);
      let attempts = 0;
      const result = await bench.db.transaction(async (tx) => {
        attempts++;
        const person = await tx.people.get(tenant, 'p0001');
        if (attempts === 1) await bench.other.transaction(async (theirs) => theirs.people.bump(tenant, ['p0001']));
        return tx.people.updateWhere(tenant, eq('id', 'p0001'), { age: 5 }).catch(() => -(person?.version ?? 0));
      });
      expect([attempts, result]).toEqual([2, 1]);
    });
  });

  describe('optimistic transactions', () => {
    const bench = withDatabase(engine);

    it('read what is committed at each read, and not their own writes', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }]);
      await bench.db.optimistic(async (tx) => {
        expect((await tx.people.get(tenant, 'p0001'))?.age).toBe(1);
        await bench.other.transaction(async (theirs) => theirs.people.patch(tenant, 'p0001', { age: 2 }));
        expect((await tx.people.get(tenant, 'p0001'))?.age).toBe(2);
        tx.people.insert({ id: 'new', tenant });
        tx.people.patch(tenant, 'p0001', { age: 3 });
        expect((await tx.people.find(tenant)).map(({ age }) => age)).toEqual([2]);
      });
      expect((await bench.db.people.find(tenant)).map(({ age }) => age)).toEqual([undefined, 3]);
    });

    it('run again when an expected version has passed', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 1 }]);
      let attempts = 0;
      await bench.db.optimistic(async (tx) => {
        attempts++;
        const person = await tx.people.get(tenant, 'p0001');
        if (attempts === 1)
          await bench.other.transaction(async (theirs) => theirs.people.patch(tenant, 'p0001', { age: 5 }));
        if (person) tx.people.replace({ ...person, age: (person.age ?? 0) + 1 }, person.version);
        tx.plains.insert({ id: 'beside', tenant });
      });
      expect(attempts).toBe(2);
      expect(await bench.db.people.get(tenant, 'p0001')).toMatchObject({ age: 6, version: 3 });
      expect(await bench.db.plains.count(tenant)).toBe(1);
    });

    it('run again when a condition has ceased to hold, and see why', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ role: 'open' }]);
      const outcome = await bench.db.optimistic(async (tx) => {
        const person = await tx.people.get(tenant, 'p0001');
        if (person?.role !== 'open') return 'closed already';
        await bench.other.transaction(async (theirs) => theirs.people.patch(tenant, 'p0001', { role: 'closed' }));
        tx.people.patch(tenant, 'p0001', { role: 'taken' }, eq('role', 'open'));
        return 'taken';
      });
      expect(outcome).toBe('closed already');
      expect((await bench.db.people.get(tenant, 'p0001'))?.role).toBe('closed');
    });

    it('judge versions and conditions after waiting for whoever holds the document', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ age: 0, role: 'open' }]);
      const held = gate();
      const release = gate();
      const holder = bench.other.transaction(async (tx) => {
        await tx.people.updateWhere(tenant, eq('id', 'p0001'), { role: 'closed' });
        held.open();
        await release.passed;
      });
      await held.passed;
      let attempts = 0;
      const waiting = bench.db.optimistic(async (tx) => {
        attempts++;
        const person = await tx.people.get(tenant, 'p0001');
        if (person?.role === 'open') tx.people.patch(tenant, 'p0001', { age: 1 }, eq('role', 'open'));
        release.open();
      });
      await Promise.all([holder, waiting]);
      expect(attempts).toBe(2);
      expect(await bench.db.people.get(tenant, 'p0001')).toMatchObject({ age: 0, role: 'closed', version: 2 });
    });
  });
}
