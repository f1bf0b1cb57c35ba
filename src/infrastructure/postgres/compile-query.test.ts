import { describe, expect, it } from '@jest/globals';
import { type CollectionSpec, type Doc, declareCollection } from '../../application/ports/collection.ts';
import { absent, and, eq, gt, isIn, not, or, present } from '../../application/ports/query.ts';
import type { AnyCondition, AnyDoc } from '../documents/declared-fields.ts';
import { collectionTable } from './collection-table.ts';
import { type AnyQuery, type Compiled, compileCount, compileFind } from './compile-query.ts';

interface Thing extends Doc {
  readonly name?: string;
  readonly state?: string;
  readonly size?: number;
  readonly live?: boolean;
  readonly data?: unknown;
}

const table = collectionTable(
  declareCollection<Thing>({
    name: 'someThings',
    fields: { name: 'folded string', state: 'string', size: 'number', live: 'boolean', data: 'folded json' },
    unique: [{ name: 'name', fields: ['name'], where: eq('state', 'open') }],
    indexes: [{ name: 'size', fields: ['size'], where: isIn('state', ['queued', 'running']) }],
  }) as unknown as CollectionSpec<AnyDoc>,
  'holdfast',
);

const compile = (query: AnyQuery): Compiled => compileFind(table, 't', query)[0] as Compiled;
const where = (condition: AnyCondition): string => {
  const { text } = compileCount(table, 't', condition);
  return text.slice(text.indexOf(' and ') + 5);
};

describe('a compiled query', () => {
  it('names table and fields as the migration does', () => {
    expect(compile({ where: eq('name', 'Ana'), limit: 3 })).toEqual({
      text: `select version, doc from "holdfast"."some_things" where tenant = $1::text and "f_name" = $2::text order by id asc limit $3::bigint`,
      values: ['t', 'ana', 3],
    });
  });

  it('reads only the rows of a page, and of those before it only their ids', () => {
    const page = `select id from "holdfast"."some_things" where tenant = $1::text order by id asc limit $2::bigint offset $3::bigint`;
    expect(compile({ limit: 3, offset: 6 })).toEqual({
      text: `select version, doc from "holdfast"."some_things" where tenant = $4::text and id = any(array(${page})) order by id asc`,
      values: ['t', 3, 6, 't'],
    });
  });

  it('has one text for all queries of a shape', () => {
    const shapes = [1, 2, 3].map((n) => compile({ where: and(eq('name', `n${n}`), gt('size', n)), limit: n }).text);
    expect(new Set(shapes).size).toBe(1);
    const lists = [2, 500].map((n) => compile({ where: isIn('name', Array.from({ length: n }, String)) }).text);
    expect(new Set(lists).size).toBe(1);
    const paths = [
      ['data', 'a'],
      ['data', "b'; drop table x"],
    ].map((field) => compile({ where: { op: 'eq', field: field as [string, string], value: 'x' } }).text);
    expect(new Set(paths).size).toBe(1);
  });

  it.each([`'; drop table x; --`, '$1', '\\', '"', "it's"])('never holds data: %s', (hostile) => {
    const conditions: AnyCondition[] = [
      eq('name', hostile),
      isIn('state', [hostile]),
      { op: 'contains', field: 'state', value: hostile },
      { op: 'endsWith', field: ['data', hostile], value: hostile },
      { op: 'elementMatch', field: ['data', hostile], condition: { op: 'eq', field: [hostile], value: hostile } },
      gt(['data', hostile], hostile),
    ];
    const harmless = JSON.parse(
      JSON.stringify(conditions).replaceAll(JSON.stringify(hostile), '"harmless"'),
    ) as AnyCondition[];
    conditions.forEach((condition, place) => {
      expect(compile({ where: condition }).text).toBe(compile({ where: harmless[place] as AnyCondition }).text);
    });
  });

  it('uses every parameter it sends', () => {
    const never: AnyCondition[] = [
      eq(['data', 'a'], '\0'),
      isIn(['data', 'a'], []),
      gt(['data', 'a'], Number.NaN),
      { op: 'contains', field: ['data', 'a'], value: '\ud800' },
      eq(['data', '\0'], 1),
    ];
    for (const condition of never) {
      const { text, values } = compile({ where: condition });
      values.forEach((_, place) => {
        expect(text).toContain(`$${place + 1}`);
      });
    }
  });

  it('writes what partial keys mention into the text, for the planner to recognize', () => {
    expect(where(eq('state', 'open'))).toBe(`"f_state" = 'open'`);
    expect(where(isIn('state', ['queued', 'running']))).toBe(`"f_state" = any(array['queued', 'running']::text[])`);
    expect(where(eq('state', 'other'))).toBe(`"f_state" = $2::text`);
    expect(where(isIn('state', ['queued', 'other']))).toBe(`"f_state" = any($2::text[])`);
    expect(where(eq('live', true))).toBe(`(doc->'live')::boolean = true`);
  });

  it('turns null into true under not', () => {
    expect(where(not(eq('size', 1)))).toBe(`("f_size" = $2::float8) is not true`);
    expect(where(absent('state'))).toBe(`("f_state" <> '') is not true`);
    expect(where(or(present('live'), and()))).toBe(`((doc->'live')::boolean is not null or true)`);
  });

  it('continues after a cursor by a range an index can start from', () => {
    const after = { values: ['m', 't'], id: 'x' };
    const sorted = (direction: 'ascending' | 'descending') =>
      ({ sort: [{ field: 'state', direction }], after }) as const;
    expect(compile(sorted('ascending')).text).toContain(`("f_state", id) > ($2::text, $3::text)`);
    const parts = compileFind(table, 't', sorted('descending')).map(({ text }) =>
      text.slice(text.indexOf(' and ') + 5),
    );
    expect(parts).toEqual([
      `("f_state", id) < ($2::text, $3::text) order by "f_state" desc nulls last, id desc`,
      `"f_state" is null order by "f_state" desc nulls last, id desc`,
    ]);
  });

  it('orders across tenants by tenant at last, and names none', () => {
    const [across] = compileFind(table, undefined, { where: eq('state', 'open') });
    expect(across?.text).toMatch(/ where "f_state" = 'open' order by id asc, tenant asc$/);
    expect(across?.values).toEqual([]);
  });
});
