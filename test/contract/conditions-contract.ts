import { describe, expect, it } from '@jest/globals';
import {
  absent,
  and,
  type Condition,
  eq,
  gt,
  gte,
  isIn,
  lt,
  lte,
  not,
  or,
  present,
} from '../../src/application/ports/query.ts';
import type { Person } from './contract-collections.ts';
import type { ContractEngine } from './contract-engine.ts';
import { idsOf, store, withDatabase } from './with-database.ts';

type Where = Condition<Person>;

export function describeConditions(engine: ContractEngine): void {
  describe('conditions on declared fields', () => {
    const bench = withDatabase(engine);

    const expectMatches = async (
      people: readonly Partial<Person>[],
      cases: readonly (readonly [where: Where, places: readonly number[]])[],
    ) => {
      const tenant = bench.tenant();
      const ids = await store(bench.db, tenant, people);
      for (const [where, places] of cases) {
        const wanted = places.map((place) => ids[place]);
        const found = idsOf(await bench.db.people.find(tenant, { where }));
        expect({ where, found }).toEqual({ where, found: wanted });
        expect(await bench.db.people.count(tenant, where)).toBe(wanted.length);
        expect((await bench.db.people.findOne(tenant, where))?.id !== undefined).toBe(wanted.length > 0);
        const negated = ids.filter((id) => !wanted.includes(id));
        expect({ not: where, found: idsOf(await bench.db.people.find(tenant, { where: not(where) })) }).toEqual({
          not: where,
          found: negated,
        });
      }
    };

    it('compare strings by code point, exactly', () =>
      expectMatches(
        [{ code: 'a' }, { code: 'B' }, { code: 'b' }, { code: '' }, {}],
        [
          [eq('code', 'a'), [0]],
          [eq('code', 'A'), []],
          [eq('code', ''), [3]],
          [gt('code', 'B'), [0, 2]],
          [gte('code', 'B'), [0, 1, 2]],
          [lt('code', 'a'), [1, 3]],
          [lte('code', 'a'), [0, 1, 3]],
          [isIn('code', ['a', 'b', 'zzz']), [0, 2]],
          [isIn('code', []), []],
        ],
      ));

    it('compare numbers as doubles', () =>
      expectMatches(
        [{ age: 1 }, { age: -1.5 }, { age: 0.1 + 0.2 }, { age: 1e300 }, { age: 0 }, {}],
        [
          [eq('age', 1), [0]],
          [eq('age', 0.3), []],
          [eq('age', 0.30000000000000004), [2]],
          [eq('age', -0), [4]],
          [gt('age', 0), [0, 2, 3]],
          [gte('age', 0), [0, 2, 3, 4]],
          [lt('age', 0), [1]],
          [lte('age', 0), [1, 4]],
          [gt('age', 9), [3]],
          [isIn('age', [1, 0, 77]), [0, 4]],
          [lt('age', Number.POSITIVE_INFINITY), [0, 1, 2, 3, 4]],
          [gt('age', Number.NEGATIVE_INFINITY), [0, 1, 2, 3, 4]],
          [gte('age', Number.POSITIVE_INFINITY), []],
          [lt('age', Number.NaN), []],
          [eq('age', Number.NaN), []],
          [isIn('age', [Number.NaN, 1]), [0]],
        ],
      ));

    it('compare booleans', () =>
      expectMatches(
        [{ active: true }, { active: false }, {}],
        [
          [eq('active', true), [0]],
          [eq('active', false), [1]],
          [isIn('active', [true, false]), [0, 1]],
          [gt('active', false), [0]],
          [lte('active', true), [0, 1]],
        ],
      ));

    it('never convert types', () =>
      expectMatches(
        [
          { code: '5', age: 5, active: true },
          { code: 'true', age: 1 },
        ],
        [
          [eq('code', 5), []],
          [eq('age', '5'), []],
          [gt('age', '1'), []],
          [lt('code', 9), []],
          [eq('active', 'true'), []],
          [eq('active', 1), []],
          [eq('code', true), []],
          [isIn('code', [5, true]), []],
          [isIn('code', [5, '5']), [0]],
          [{ op: 'contains', field: 'age', value: '5' }, []],
        ],
      ));

    it('find parts of texts literally', () =>
      expectMatches(
        [{ code: '100%_x' }, { code: '100' }, { code: 'a\\b' }, { code: 'é😀z' }, {}],
        [
          [{ op: 'contains', field: 'code', value: '%' }, [0]],
          [{ op: 'contains', field: 'code', value: '_' }, [0]],
          [{ op: 'contains', field: 'code', value: '\\' }, [2]],
          [{ op: 'contains', field: 'code', value: '😀' }, [3]],
          [{ op: 'contains', field: 'code', value: '' }, [0, 1, 2, 3]],
          [{ op: 'startsWith', field: 'code', value: '100' }, [0, 1]],
          [{ op: 'startsWith', field: 'code', value: '100%' }, [0]],
          [{ op: 'startsWith', field: 'code', value: 'é' }, [3]],
          [{ op: 'endsWith', field: 'code', value: '_x' }, [0]],
          [{ op: 'endsWith', field: 'code', value: '\\b' }, [2]],
          [{ op: 'endsWith', field: 'code', value: '😀z' }, [3]],
          [{ op: 'endsWith', field: 'code', value: '' }, [0, 1, 2, 3]],
        ],
      ));

    it('ignore case where the field says so, whatever the condition says', () =>
      expectMatches(
        [{ name: 'Ana' }, { name: 'BRUNO' }, { name: 'Ödön' }, { name: 'ΟΔΥΣΣΕΥΣ' }, {}],
        [
          [eq('name', 'aNA'), [0]],
          [{ op: 'eq', field: 'name', value: 'aNA', caseExact: true }, [0]],
          [{ op: 'eq', field: 'code', value: 'aNA', caseExact: false }, []],
          [isIn('name', ['ana', 'bruno']), [0, 1]],
          [{ op: 'contains', field: 'name', value: 'RUN' }, [1]],
          [{ op: 'startsWith', field: 'name', value: 'ÖDÖ' }, [2]],
          [{ op: 'endsWith', field: 'name', value: 'υς' }, [3]],
          [gt('name', 'B'), [1, 2, 3]],
        ],
      ));

    it('hold undefined, null and a missing field for the same: absent', async () => {
      await expectMatches(
        [
          { code: undefined, age: undefined } as never,
          { code: null, age: null, raw: null } as never,
          {},
          { code: '', raw: [] },
        ],
        [
          [present('code'), []],
          [absent('code'), [0, 1, 2, 3]],
          [absent('age'), [0, 1, 2, 3]],
          [not(eq('code', 'x')), [0, 1, 2, 3]],
          [not(gt('age', 1)), [0, 1, 2, 3]],
          [eq('code', ''), [3]],
          [present('raw'), []],
        ],
      );
    });

    it('read null back as absent, at the top level', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ code: null, note: null, profile: { nick: null } } as never]);
      expect(await bench.db.people.get(tenant, 'p0001')).toEqual({
        id: 'p0001',
        tenant,
        version: 1,
        profile: { nick: null },
      });
    });

    it('combine with and, or, not', () =>
      expectMatches(
        [{ code: 'a', age: 1 }, { code: 'b', age: 2 }, { age: 3 }],
        [
          [and(eq('code', 'a'), eq('age', 1)), [0]],
          [and(eq('code', 'a'), eq('age', 2)), []],
          [or(eq('code', 'a'), eq('age', 3)), [0, 2]],
          [and(), [0, 1, 2]],
          [or(), []],
          [not(and(eq('code', 'a'), eq('age', 1))), [1, 2]],
          [not(or(eq('code', 'a'), eq('age', 3))), [1]],
          [and(not(eq('code', 'a')), not(eq('age', 3))), [1]],
          [not(not(eq('code', 'a'))), [0]],
          [or(not(present('code')), eq('age', 2)), [1, 2]],
        ],
      ));

    it('reach id and version like fields', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{}, {}, {}]);
      await bench.db.transaction(async (tx) => tx.people.patch(tenant, 'p0002', { code: 'x' }));
      const find = async (where: Where) => idsOf(await bench.db.people.find(tenant, { where }));
      expect(await find(eq('id', 'p0001'))).toEqual(['p0001']);
      expect(await find(isIn('id', ['p0001', 'p0003', 'none']))).toEqual(['p0001', 'p0003']);
      expect(await find(gt('id', 'p0001'))).toEqual(['p0002', 'p0003']);
      expect(await find(eq('version', 2))).toEqual(['p0002']);
      expect(await find({ op: 'startsWith', field: 'id', value: 'p' })).toHaveLength(3);
    });

    it('refuse fields that are not declared', async () => {
      const tenant = bench.tenant();
      await expect(bench.db.people.find(tenant, { where: eq('note', 1) })).rejects.toThrow(TypeError);
      await expect(bench.db.people.find(tenant, { sort: [{ field: 'note' }] })).rejects.toThrow(TypeError);
      await expect(bench.db.people.countBy(tenant, 'raw')).rejects.toThrow(TypeError);
    });

    it('count by value, leaving out the absent', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [
        { team: 'a' },
        { team: 'a' },
        { team: 'A' },
        {},
        { age: 2, active: true, team: 'c' },
      ]);
      expect(await bench.db.people.countBy(tenant, 'team')).toEqual(
        new Map([
          ['a', 2],
          ['A', 1],
          ['c', 1],
        ]),
      );
      expect(await bench.db.people.countBy(tenant, 'age')).toEqual(new Map([['2', 1]]));
      expect(await bench.db.people.countBy(tenant, 'active')).toEqual(new Map([['true', 1]]));
      expect(await bench.db.people.countBy(tenant, 'team', eq('age', 2))).toEqual(new Map([['c', 1]]));
    });

    it('count equal spellings of a folded field together, under one of them', async () => {
      const tenant = bench.tenant();
      await store(bench.db, tenant, [{ name: 'Ana', team: 'a' }, { name: 'ANA', team: 'b' }, { name: 'Bo' }]);
      const counts = await bench.db.people.countBy(tenant, 'name');
      expect([...counts.values()].sort()).toEqual([1, 2]);
      expect(['Ana', 'ANA']).toContain([...counts].find(([, count]) => count === 2)?.[0]);
    });
  });
}
