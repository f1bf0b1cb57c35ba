import { describe, expect, it } from '@jest/globals';
import {
  and,
  type Condition,
  type ElementCondition,
  eq,
  gt,
  isIn,
  not,
  or,
  present,
} from '../../src/application/ports/query.ts';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';
import type { Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { idsOf, store, withDatabase } from './with-database.ts';

const some = (field: 'profile' | 'raw', path: readonly string[], condition: ElementCondition): Condition<Person> => ({
  op: 'elementMatch',
  field: [field, ...path],
  condition,
});

export function describeJson(engine: ContractEngine): void {
  describe('conditions below a JSON field', () => {
    const bench = withDatabase(engine);

    const expectMatches = async (
      field: 'profile' | 'raw',
      values: readonly Json[],
      cases: readonly (readonly [where: Condition<Person>, places: readonly number[]])[],
    ) => {
      const tenant = bench.tenant();
      const ids = await store(
        bench.db,
        tenant,
        values.map((value) => ({ [field]: value })),
      );
      for (const [where, places] of cases) {
        const wanted = places.map((place) => ids[place]);
        expect({ where, found: idsOf(await bench.db.people.find(tenant, { where })) }).toEqual({
          where,
          found: wanted,
        });
        const rest = ids.filter((id) => !wanted.includes(id));
        expect({ not: where, found: idsOf(await bench.db.people.find(tenant, { where: not(where) })) }).toEqual({
          not: where,
          found: rest,
        });
      }
    };

    it('know types', () =>
      expectMatches(
        'raw',
        [{ v: 5 }, { v: '5' }, { v: true }, { v: 'true' }, { v: null }, {}, { v: [5] }, { v: { v: 5 } }, 5, null],
        [
          [eq(['raw', 'v'], 5), [0]],
          [eq(['raw', 'v'], '5'), [1]],
          [eq(['raw', 'v'], true), [2]],
          [eq(['raw', 'v', 'v'], 5), [7]],
          [eq('raw', 5), [8]],
          [isIn(['raw', 'v'], [5, 'true', true]), [0, 2, 3]],
          [isIn(['raw', 'v'], []), []],
          [gt(['raw', 'v'], 4), [0]],
          [gt(['raw', 'v'], '4'), [1, 3]],
          [{ op: 'gte', field: ['raw', 'v'], value: false }, [2]],
          [{ op: 'lt', field: ['raw', 'v'], value: 'u' }, [1, 3]],
          [{ op: 'contains', field: ['raw', 'v'], value: '5' }, [1]],
          [present(['raw', 'v']), [0, 1, 2, 3, 6, 7]],
          [present('raw'), [0, 1, 2, 3, 4, 5, 6, 7, 8]],
        ],
      ));

    it('tell numbers apart as doubles do', () =>
      expectMatches(
        'raw',
        [{ v: 1 }, { v: 1.5 }, { v: 1e21 }, { v: -0 }, { v: 5e-324 }, { v: Number.MAX_SAFE_INTEGER }],
        [
          [eq(['raw', 'v'], 1.0), [0]],
          [eq(['raw', 'v'], 1e21), [2]],
          [eq(['raw', 'v'], 0), [3]],
          [eq(['raw', 'v'], 5e-324), [4]],
          [eq(['raw', 'v'], Number.MAX_SAFE_INTEGER - 1), []],
          [gt(['raw', 'v'], 1), [1, 2, 5]],
          [gt(['raw', 'v'], Number.POSITIVE_INFINITY), []],
          [{ op: 'lt', field: ['raw', 'v'], value: Number.POSITIVE_INFINITY }, [0, 1, 2, 3, 4, 5]],
        ],
      ));

    it('give keys no special meaning', () =>
      expectMatches(
        'raw',
        [
          { 'a.b': 1 },
          { a: { b: 1 } },
          { 'urn:x:2.0:User': { 'it\'s "q"': 1 } },
          { '0': 1 },
          [1],
          { $where: 1 },
          { '': 1 },
          JSON.parse('{"__proto__": 1}') as Json,
        ],
        [
          [eq(['raw', 'a.b'], 1), [0]],
          [eq(['raw', 'a', 'b'], 1), [1]],
          [eq(['raw', 'urn:x:2.0:User', 'it\'s "q"'], 1), [2]],
          [eq(['raw', '0'], 1), [3]],
          [eq(['raw', '$where'], 1), [5]],
          [eq(['raw', ''], 1), [6]],
          [eq(['raw', '__proto__'], 1), [7]],
          [eq(['raw', "'; drop table people; --"], 1), []],
        ],
      ));

    it('ignore case below a folded field unless told otherwise', () =>
      expectMatches(
        'profile',
        [{ mail: 'Ana@Acme.example', Mail: 'x' }, { mail: 'ana@acme.EXAMPLE' }, { tags: ['VIP', 'Staff'] }],
        [
          [eq(['profile', 'mail'], 'ANA@ACME.EXAMPLE'), [0, 1]],
          [{ op: 'eq', field: ['profile', 'mail'], value: 'Ana@Acme.example', caseExact: true }, [0]],
          [{ op: 'eq', field: ['profile', 'mail'], value: 'ANA@ACME.EXAMPLE', caseExact: true }, []],
          [{ op: 'in', field: ['profile', 'mail'], values: ['ANA@acme.example'] }, [0, 1]],
          [{ op: 'in', field: ['profile', 'mail'], values: ['ana@acme.EXAMPLE'], caseExact: true }, [1]],
          [{ op: 'contains', field: ['profile', 'mail'], value: 'ACME' }, [0, 1]],
          [{ op: 'contains', field: ['profile', 'mail'], value: 'Acme', caseExact: true }, [0]],
          [{ op: 'startsWith', field: ['profile', 'mail'], value: 'ANA' }, [0, 1]],
          [{ op: 'endsWith', field: ['profile', 'mail'], value: 'EXAMPLE', caseExact: true }, [1]],
          [eq(['profile', 'Mail'], 'X'), [0]],
          [some('profile', ['tags'], { op: 'eq', field: [], value: 'vip' }), [2]],
          [some('profile', ['tags'], { op: 'eq', field: [], value: 'vip', caseExact: true }), []],
        ],
      ));

    it('look at the elements of an array one by one', () =>
      expectMatches(
        'profile',
        [
          {
            emails: [
              { type: 'work', value: 'a@x' },
              { type: 'home', value: 'b@x' },
            ],
          },
          {
            emails: [
              { type: 'home', value: 'a@x' },
              { type: 'work', value: 'b@x' },
            ],
          },
          { emails: { type: 'work', value: 'a@x' } },
          { emails: [] },
          { emails: null },
          {},
          { emails: 'a@x' },
          { emails: ['a@x', 7, null, { type: 'work' }] },
        ],
        [
          [
            some('profile', ['emails'], {
              op: 'and',
              conditions: [
                { op: 'eq', field: ['type'], value: 'work' },
                { op: 'eq', field: ['value'], value: 'a@x' },
              ],
            }),
            [0, 2],
          ],
          [some('profile', ['emails'], { op: 'eq', field: ['type'], value: 'work' }), [0, 1, 2, 7]],
          [
            some('profile', ['emails'], { op: 'not', condition: { op: 'eq', field: ['type'], value: 'work' } }),
            [0, 1, 6, 7],
          ],
          [some('profile', ['emails'], { op: 'eq', field: [], value: 'a@x' }), [6, 7]],
          [some('profile', ['emails'], { op: 'eq', field: [], value: 7 }), [7]],
          [some('profile', ['emails'], { op: 'present', field: ['value'] }), [0, 1, 2]],
          [some('profile', ['emails'], { op: 'in', field: ['value'], values: ['b@x', 'c'] }), [0, 1]],
          [some('profile', ['emails'], { op: 'or', conditions: [] }), []],
          [some('profile', ['emails'], { op: 'and', conditions: [] }), [0, 1, 2, 6, 7]],
          [not(some('profile', ['emails'], { op: 'eq', field: ['type'], value: 'work' })), [3, 4, 5, 6]],
          [
            and(
              some('profile', ['emails'], { op: 'eq', field: ['type'], value: 'home' }),
              some('profile', ['emails'], { op: 'eq', field: ['value'], value: 'a@x' }),
            ),
            [0, 1],
          ],
        ],
      ));

    it('mix case rules within one element', () =>
      expectMatches(
        'profile',
        [
          { e: [{ type: 'WORK', value: 'Ana' }] },
          {
            e: [
              { type: 'work', value: 'ana' },
              { type: 'WORK', value: 'x' },
            ],
          },
        ],
        [
          [
            some('profile', ['e'], {
              op: 'and',
              conditions: [
                { op: 'eq', field: ['type'], value: 'work' },
                { op: 'eq', field: ['value'], value: 'Ana', caseExact: true },
              ],
            }),
            [0],
          ],
          [
            some('profile', ['e'], {
              op: 'and',
              conditions: [
                { op: 'eq', field: ['type'], value: 'WORK', caseExact: true },
                { op: 'eq', field: ['value'], value: 'ANA' },
              ],
            }),
            [0],
          ],
        ],
      ));

    it('keep null apart from values at every depth', () =>
      expectMatches(
        'raw',
        [
          { a: { b: null } },
          { a: null },
          { a: { b: '' } },
          { a: { b: [] } },
          { a: { b: {} } },
          { a: { b: false } },
          { a: { b: 0 } },
        ],
        [
          [present(['raw', 'a', 'b']), [4, 5, 6]],
          [present(['raw', 'a']), [0, 2, 3, 4, 5, 6]],
          [or(eq(['raw', 'a', 'b'], false), eq(['raw', 'a', 'b'], 0)), [5, 6]],
        ],
      ));

    it('return what was stored', async () => {
      const tenant = bench.tenant();
      const raw = JSON.parse(
        '{"n":1.5,"big":1e300,"tiny":5e-324,"neg":-7,"t":"Ä\\u0001\\"\\\\","a":[[],{},[null]],"__proto__":{"x":1},"constructor":"c"}',
      ) as Json;
      await store(bench.db, tenant, [{ raw, profile: raw, note: { deep: [1, { Name: 'X' }] }, name: 'ÄbC' }]);
      const stored = await bench.db.people.get(tenant, 'p0001');
      expect(JSON.stringify(sorted(stored?.raw))).toBe(JSON.stringify(sorted(raw)));
      expect(JSON.stringify(sorted(stored?.profile))).toBe(JSON.stringify(sorted(raw)));
      expect(stored?.note).toEqual({ deep: [1, { Name: 'X' }] });
      expect(stored?.name).toBe('ÄbC');
    });

    it('refuse to ignore case where no folded copy was declared', async () => {
      const where: Condition<Person> = { op: 'eq', field: ['raw', 'a'], value: 'x', caseExact: false };
      await expect(bench.db.people.find(bench.tenant(), { where })).rejects.toThrow(TypeError);
    });
  });
}

/** Keys in one order, as no engine promises to keep theirs. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, below]) => [key, sorted(below)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
