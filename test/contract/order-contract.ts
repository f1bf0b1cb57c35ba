import { describe, expect, it } from '@jest/globals';
import { comparePositions } from '../../src/application/ports/compare-positions.ts';
import { eq, type Query, type SortKey } from '../../src/application/ports/query.ts';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';
import type { ContractDatabase, Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { byReference } from './reference-order.ts';
import { idsOf, store, withDatabase } from './with-database.ts';

/** Strings in the order of their code points, which is neither UTF-16's nor any language's. */
const inOrder = [
  '',
  ' ',
  '0',
  '10',
  '9',
  'A',
  'Z',
  'a',
  'e\u0301',
  'z',
  'é',
  'ß',
  'ı',
  '\uE000',
  '\uFFFD',
  '😀',
  '𝒳',
].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

export function describeOrder(engine: ContractEngine): void {
  describe('order, pages and scans', () => {
    const bench = withDatabase(engine);
    const sortedIds = async (tenant: string, query: Query<Person>) =>
      (await bench.db.people.find(tenant, query)).map(({ id }) => id);

    it('orders strings by code point, also beyond the basic plane', async () => {
      const tenant = bench.tenant();
      const shuffled = [...inOrder].reverse();
      await store(
        bench.db,
        tenant,
        shuffled.map((code) => ({ code })),
      );
      const found = await bench.db.people.find(tenant, { sort: [{ field: 'code' }] });
      expect(found.map(({ code }) => code)).toEqual(inOrder);
      const above = await bench.db.people.find(tenant, { where: { op: 'gt', field: 'code', value: '\uFFFD' } });
      expect(above).toHaveLength(2);
    });

    it('keeps composed and decomposed spellings apart, except where case is folded', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { code: 'é', name: 'É' },
        { code: 'e\u0301', name: 'x' },
      ]);
      expect(idsOf(await bench.db.people.find(tenant, { where: eq('code', 'é') }))).toEqual(['p0001']);
      expect(idsOf(await bench.db.people.find(tenant, { where: eq('name', 'E\u0301') }))).toEqual(['p0001']);
    });

    it('orders by id when nothing else is asked for', async () => {
      const tenant = bench.tenant();
      await bench.db.transaction(async (tx) => {
        for (const id of ['b', 'a', 'B', 'é', '😀', '\uFFFD']) tx.plains.insert({ id, tenant });
      });
      expect((await bench.db.plains.find(tenant)).map(({ id }) => id)).toEqual(['B', 'a', 'b', 'é', '\uFFFD', '😀']);
    });

    it('puts the absent first ascending and last descending, and orders folded fields by their folded form', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { name: 'b', age: 2, active: true },
        {},
        { name: 'A', age: -1, active: false },
        { name: 'C', age: 10 },
      ]);
      const by = (field: keyof Person & string, direction?: 'descending') =>
        sortedIds(tenant, { sort: [{ field, ...(direction ? { direction } : {}) }] });
      expect(await by('name')).toEqual(['p0002', 'p0003', 'p0001', 'p0004']);
      expect(await by('name', 'descending')).toEqual(['p0004', 'p0001', 'p0003', 'p0002']);
      expect(await by('age')).toEqual(['p0002', 'p0003', 'p0001', 'p0004']);
      expect(await by('age', 'descending')).toEqual(['p0004', 'p0001', 'p0003', 'p0002']);
      expect((await by('active')).slice(2)).toEqual(['p0003', 'p0001']);
      expect((await by('active', 'descending')).slice(0, 2)).toEqual(['p0001', 'p0003']);
    });

    const orders: readonly (readonly SortKey<Person>[])[] = [
      [],
      [{ field: 'age' }],
      [{ field: 'age', direction: 'descending' }],
      [{ field: 'name' }],
      [{ field: 'name', direction: 'descending' }],
      [{ field: 'active' }, { field: 'age', direction: 'descending' }],
      [{ field: 'active', direction: 'descending' }, { field: 'age' }],
      [
        { field: 'active', direction: 'descending' },
        { field: 'age', direction: 'descending' },
      ],
      [{ field: ['profile', 'rank'] }],
      [{ field: ['profile', 'rank'], direction: 'descending' }, { field: 'name' }],
      [{ field: 'age', absent: 'greatest' }],
      [{ field: 'name', absent: 'greatest', direction: 'descending' }],
      [
        { field: 'active', absent: 'greatest' },
        { field: 'age', absent: 'greatest', direction: 'descending' },
      ],
      [{ field: ['profile', 'rank'], absent: 'greatest', caseExact: true }],
      [{ field: ['profile', 'list'], element: { preferring: 'main', field: ['value'] }, absent: 'greatest' }],
      [{ field: ['profile', 'list'], element: { preferring: 'main', field: [] }, direction: 'descending' }],
      [{ field: 'id', direction: 'descending' }],
      [{ field: 'version' }, { field: 'team' }],
    ];
    const ranks = [1, 'x', 'X2', true, false, null, undefined, 2.5, '', -3, 'é', { a: 1 }, [1]];

    const lists: readonly { readonly list?: Json }[] = [
      { list: [{ value: 'b' }, { value: 'a', main: true }, { value: 'A', main: true }] },
      { list: [{ value: 'C' }, { value: 'a' }] },
      { list: { value: 'one' } },
      { list: [] },
      {},
      { list: [7, { main: true }] },
      { list: 'text' },
      { list: [[{ value: 'deep', main: true }], { value: 'x' }] },
      { list: [{ value: 'first', main: 'true' }, null] },
    ];

    const crowd = () =>
      Array.from({ length: 60 }, (_, index) => ({
        ...(index % 5 === 0 ? {} : { age: index % 7 }),
        ...(index % 4 === 0 ? {} : { name: `N${index % 6}` }),
        ...(index % 3 === 0 ? {} : { active: index % 2 === 0 }),
        team: `team ${index}`,
        profile: { rank: ranks[index % ranks.length] ?? null, ...lists[index % lists.length] },
      }));

    it.each(orders.map((sort) => [JSON.stringify(sort), sort] as const))(
      'pages by cursor and by offset through the same total order: %s',
      async (_name, sort) => {
        const tenant = bench.tenant();
        await store(bench.db, tenant, crowd());
        const whole = await bench.db.people.find(tenant, { sort });
        expect(new Set(whole.map(({ id }) => id)).size).toBe(60);
        for (const size of [1, 7, 60]) {
          expect(await pagesByCursor(bench.db, tenant, { sort }, size)).toEqual(whole.map(({ id }) => id));
        }
        const byOffset = [];
        for (let offset = 0; offset < 60; offset += 8) {
          byOffset.push(...(await sortedIds(tenant, { sort, offset, limit: 8 })));
        }
        expect(byOffset).toEqual(whole.map(({ id }) => id));
        expect(await sortedIds(tenant, { sort, offset: 60 })).toEqual([]);
        expect(await sortedIds(tenant, { sort, limit: 0 })).toEqual([]);
      },
    );

    it.each(orders.map((sort) => [JSON.stringify(sort), sort] as const))(
      'orders as the port says, and the other way round when every direction is: %s',
      async (_name, sort) => {
        const tenant = bench.tenant();
        await store(bench.db, tenant, crowd());
        const everybody = await bench.db.people.find(tenant);
        const wanted = everybody.sort(byReference(sort)).map(({ id }) => id);
        expect(await sortedIds(tenant, { sort })).toEqual(wanted);
        const turned = (sort.length === 0 ? [{ field: 'id' } as const] : sort).map(
          (key): SortKey<Person> => ({
            ...key,
            direction: key.direction === 'descending' ? 'ascending' : 'descending',
          }),
        );
        expect(await sortedIds(tenant, { sort: turned })).toEqual(wanted.reverse());
        const mixed = await bench.db.people.find(tenant, { sort });
        const positions = mixed.map((person) => bench.db.people.cursorOf({ sort }, person));
        for (const [index, position] of positions.entries()) {
          const next = positions[index + 1];
          if (next !== undefined) expect(comparePositions(sort, position, next)).toBeLessThan(0);
          expect(comparePositions(sort, position, position)).toBe(0);
        }
      },
    );

    it('survives a trip of the cursor through JSON', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, crowd());
      const query: Query<Person> = { sort: [{ field: 'name' }], limit: 10 };
      const page = await bench.db.people.find(tenant, query);
      const cursor = bench.db.people.cursorOf(query, page[9] as Person);
      const thawed = JSON.parse(JSON.stringify(cursor)) as typeof cursor;
      expect(await sortedIds(tenant, { ...query, after: thawed })).toEqual(
        await sortedIds(tenant, { ...query, offset: 10 }),
      );
    });

    it.each(orders.slice(0, 6).map((sort) => [JSON.stringify(sort), sort] as const))(
      'shows what stays exactly once while others come and go: %s',
      async (_name, sort) => {
        const tenant = bench.tenant();
        await store(bench.db, tenant, crowd());
        const leavers = ['p0003', 'p0017', 'p0030', 'p0044', 'p0058'];
        const seen: string[] = [];
        let query: Query<Person> = { sort, limit: 6 };
        for (let page = 0; ; page++) {
          const people = await bench.db.people.find(tenant, query);
          seen.push(...people.map(({ id }) => id));
          const last = people.at(-1);
          if (last === undefined) break;
          query = { ...query, after: bench.db.people.cursorOf(query, last) };
          await bench.other.transaction(async (tx) => {
            tx.people.insert({ id: `n${page}`, tenant, age: page % 9, name: `N${page % 8}`, active: page % 2 === 0 });
            // The row the cursor stands on may be the one that goes.
            await tx.people.deleteWhere(tenant, eq('id', page % 2 === 0 ? last.id : (leavers[page] ?? 'none')));
          });
        }
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = idsOf(await bench.db.people.find(tenant)).filter((id) => id.startsWith('p'));
        expect(seen.filter((id) => stayed.includes(id)).sort()).toEqual(stayed);
      },
    );

    it('scans in order, in batches, up to the limit', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, crowd());
      const scanned = async (query: Query<Person>, batchSize?: number) => {
        const ids: string[] = [];
        for await (const person of bench.db.people.scan(tenant, query, batchSize)) ids.push(person.id);
        return ids;
      };
      for (const sort of orders) expect(await scanned({ sort }, 7)).toEqual(await sortedIds(tenant, { sort }));
      expect(await scanned({ limit: 25, offset: 3 }, 7)).toEqual(await sortedIds(tenant, { limit: 25, offset: 3 }));
      expect(await scanned({ where: eq('age', 3) }, 2)).toEqual(await sortedIds(tenant, { where: eq('age', 3) }));
      expect(await scanned({ where: eq('age', 99) })).toEqual([]);
    });

    it('scans ten thousand documents without holding them', async () => {
      const tenant = bench.tenant();
      const text = 'x'.repeat(2_000);
      for (let start = 0; start < 10_000; start += 2_500) {
        await bench.db.transaction(async (tx) => {
          tx.plains.insertMany(
            Array.from({ length: 2_500 }, (_, i) => ({ id: `d${String(start + i).padStart(5, '0')}`, tenant, text })),
          );
        });
      }
      let count = 0;
      let last = '';
      let mostLive = 0;
      const live = new Set<WeakRef<object>>();
      for await (const doc of bench.db.plains.scan(tenant, {}, 200)) {
        count++;
        expect(doc.id > last).toBe(true);
        last = doc.id;
        live.add(new WeakRef(doc));
        if (count % 2_000 === 0) {
          // A turn of the event loop lets go of what weak references were looked at in this one.
          await new Promise((resolve) => setImmediate(resolve));
          globalThis.gc?.();
          mostLive = Math.max(mostLive, [...live].filter((ref) => ref.deref() !== undefined).length);
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      expect(count).toBe(10_000);
      if (globalThis.gc !== undefined) expect(mostLive).toBeLessThan(2_500);
    });

    it('finds across tenants in one order, and pages through it', async () => {
      const tenants = [bench.tenant(), bench.tenant(), bench.tenant()];
      for (const tenant of tenants)
        await store(bench.db, tenant, [
          { team: 'across', age: 1 },
          { team: 'across', age: 2 },
        ]);
      const where = eq<Person>('team', 'across');
      for (const sort of [[], [{ field: 'age', direction: 'descending' } as const]]) {
        const whole = await bench.db.people.findAcrossTenants({ where, sort });
        expect(whole).toHaveLength(6);
        const paged: Person[] = [];
        let query: Query<Person> = { where, sort, limit: 1 };
        for (let page = await bench.db.people.findAcrossTenants(query); page.length > 0; ) {
          paged.push(...page);
          query = { ...query, after: bench.db.people.cursorOf(query, page[0] as Person) };
          page = await bench.db.people.findAcrossTenants(query);
        }
        expect(paged).toEqual(whole);
      }
      expect(await bench.db.people.countAcrossTenants(where)).toBe(6);
    });
  });
}

async function pagesByCursor(
  db: ContractDatabase,
  tenant: string,
  query: Query<Person>,
  size: number,
): Promise<string[]> {
  const ids: string[] = [];
  let next: Query<Person> = { ...query, limit: size };
  for (;;) {
    const page = await db.people.find(tenant, next);
    ids.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (last === undefined) return ids;
    next = { ...next, after: db.people.cursorOf(next, last) };
  }
}
