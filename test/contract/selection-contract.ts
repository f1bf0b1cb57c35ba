import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/application/ports/digest-of.ts';
import { absent, eq, isIn, type Query } from '../../src/application/ports/query.ts';
import type { Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { store, withDatabase } from './with-database.ts';

export function describeSelection(engine: ContractEngine): void {
  describe('selecting text fields', () => {
    const bench = withDatabase(engine);

    it('gives the fields that are there, in the order of the query', async () => {
      const tenant = bench.tenant();
      const [a, b, c] = await store(bench.db, tenant, [
        { name: 'Ünal', code: 'x', team: 'red', note: 'kept' },
        { code: 'y', team: 'red' },
        { name: 'Ana', code: 'z', team: 'blue' },
      ]);
      const { people } = bench.db;
      expect(await people.select(tenant, ['id', 'name', 'code'])).toEqual([
        { id: a, name: 'Ünal', code: 'x' },
        { id: b, code: 'y' },
        { id: c, name: 'Ana', code: 'z' },
      ]);
      expect(await people.select(tenant, ['code'], { where: eq('team', 'red') })).toEqual([
        { code: 'x' },
        { code: 'y' },
      ]);
      expect(await people.select(tenant, ['code'], { where: isIn('id', [c ?? '', 'nobody']) })).toEqual([
        { code: 'z' },
      ]);
      expect(await people.select(tenant, ['tenant'], { where: eq('code', 'x') })).toEqual([{ tenant }]);
      await bench.db.transaction(async (tx) => tx.people.patch(tenant, b ?? '', { note: 'changed' }));
      expect(await people.select(tenant, ['version', 'id'])).toEqual([
        { id: a, version: 1 },
        { id: b, version: 2 },
        { id: c, version: 1 },
      ]);
      expect(await people.select(bench.tenant(), ['code'])).toEqual([]);
    });

    it('gives pages that a cursor made of what was selected continues', async () => {
      const tenant = bench.tenant();
      await store(
        bench.db,
        tenant,
        Array.from({ length: 7 }, (_, place) => ({ code: `c${place}`, team: `t${place % 3}` })),
      );
      const { people } = bench.db;
      for (const direction of ['ascending', 'descending'] as const) {
        const query = { sort: [{ field: 'team', direction }], limit: 3 } as const;
        const all = await people.select(tenant, ['id'], { sort: query.sort });
        const seen: string[] = [];
        for (let page = await people.select(tenant, ['id', 'team'], query); ; ) {
          seen.push(...page.map(({ id }) => id));
          const last = page.at(-1);
          if (!last || page.length < 3) break;
          page = await people.select(tenant, ['id', 'team'], { ...query, after: people.cursorOf(query, last) });
        }
        expect(seen).toEqual(all.map(({ id }) => id));
      }
      const skipped = await people.select(tenant, ['code'], { sort: [{ field: 'code' }], offset: 2, limit: 2 });
      expect(skipped).toEqual([{ code: 'c2' }, { code: 'c3' }]);
    });

    it('gives nothing where the result is known by its digest, and otherwise the result', async () => {
      const tenant = bench.tenant();
      const { people } = bench.db;
      const fields = ['id', 'version', 'name', 'code'] as const;
      const queries: readonly Query<Person>[] = [
        {},
        { where: eq('team', 'red') },
        { where: eq('team', 'nobody') },
        { sort: [{ field: 'name', direction: 'descending' }], limit: 3 },
        { limit: 2, offset: 1 },
        { sort: [{ field: 'id', direction: 'descending' }], limit: 2 },
      ];
      const ids = await store(bench.db, tenant, [
        { name: 'Ünal 1:x', team: 'red', code: '-' },
        { name: '-', team: 'red' },
        { name: 'a\n🜁', code: '1:x', team: 'blue' },
        { code: '', team: 'red' },
      ]);
      const digests: string[] = [];
      for (const query of queries) {
        const selected = await people.select(tenant, fields, query);
        const digest = digestOf(fields, selected);
        digests.push(digest);
        expect(await people.selectUnless(tenant, fields, digest, query)).toBeUndefined();
        expect(await people.selectUnless(tenant, fields, 'another', query)).toEqual(selected);
        expect(await people.selectUnless(tenant, fields, undefined, query)).toEqual(selected);
        expect(await people.selectUnless(tenant, [...fields].reverse(), digest, query)).toEqual(
          selected.length === 0 ? undefined : selected,
        );
        const last = selected.at(-1);
        if (!last) continue;
        const next = { ...query, offset: 0, after: people.cursorOf(query, last) };
        const after = await people.select(tenant, fields, next);
        expect(await people.selectUnless(tenant, fields, digestOf(fields, after), next)).toBeUndefined();
        expect(await people.selectUnless(tenant, fields, digest, next)).toEqual(after);
      }
      expect(await people.selectUnless(bench.tenant(), fields, digests[0] ?? '', {})).toEqual([]);
      expect(await people.selectUnless('a\0b', fields, 'another', {})).toEqual([]);

      await bench.db.transaction(async (tx) => {
        tx.people.patch(tenant, ids[0] ?? '', { code: 'other' });
        expect(await tx.people.selectUnless(tenant, fields, digests[0] ?? '')).toHaveLength(4);
      });
      expect(await people.selectUnless(tenant, fields, digests[1] ?? '', queries[1])).toEqual(
        await people.select(tenant, fields, queries[1]),
      );
      expect(await people.selectUnless(tenant, fields, digests[2] ?? '', queries[2])).toBeUndefined();
    });

    it('sees what its transaction has written', async () => {
      const tenant = bench.tenant();
      const [id = ''] = await store(bench.db, tenant, [{ code: 'a' }]);
      await bench.db.transaction(async (tx) => {
        tx.people.patch(tenant, id, { code: 'b' });
        expect(await tx.people.select(tenant, ['code'])).toEqual([{ code: 'b' }]);
        expect(await tx.people.difference(tenant, absent('leftAt'), 'code', ['a', 'b'])).toEqual({
          missing: ['a'],
          others: [],
        });
      });
    });
  });

  describe('comparing matches with a list', () => {
    const bench = withDatabase(engine);

    it('tells what is missing and who is too many', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { code: 'a', team: 'red' },
        { code: 'b', team: 'red' },
        { code: 'c', team: 'red' },
        { team: 'red' },
        { code: '', team: 'red' },
        { code: 'x', team: 'blue' },
      ]);
      const compare = async (values: readonly string[], team = 'red') => {
        const { missing, others } = await bench.db.people.difference(tenant, eq('team', team), 'code', values);
        return { missing: [...missing].sort(), others: [...others].sort() };
      };
      expect(await compare(['a', 'c', 'c', 'x', 'y\0'])).toEqual({ missing: ['x', 'y\0'], others: ['', 'b'] });
      expect(await compare(['a', 'b', 'c', ''])).toEqual({ missing: [], others: [] });
      expect((await compare([])).others).toEqual(['', 'a', 'b', 'c']);
      expect((await compare([''])).others).toEqual(['a', 'b', 'c']);
      expect(await compare(['a\nb', 'c'])).toEqual({ missing: ['a\nb'], others: ['', 'a', 'b'] });
      expect(await compare(['A', 'a'], 'green')).toEqual({ missing: ['A', 'a'], others: [] });
      const elsewhere = await bench.db.people.difference(bench.tenant(), eq('team', 'red'), 'code', ['a']);
      expect(elsewhere).toEqual({ missing: ['a'], others: [] });
    });

    it('compares many in one go', async () => {
      const tenant = bench.tenant();
      const codes = Array.from({ length: 3_000 }, (_, place) => `code ${place}`);
      await store(
        bench.db,
        tenant,
        codes.map((code) => ({ code, team: 'many' })),
      );
      const wanted = [...codes.slice(5), 'new 1', 'new 2'];
      const { missing, others } = await bench.db.people.difference(tenant, eq('team', 'many'), 'code', wanted);
      expect([...missing].sort()).toEqual(['new 1', 'new 2']);
      expect([...others].sort()).toEqual(codes.slice(0, 5));
    });
  });
}
