import { describe, expect, it } from '@jest/globals';
import { type Doc, declareCollection } from '../../application/ports/collection.ts';
import { absent, and, eq, gt, isIn, not, or, present } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import type { AnyCondition, AnySpec } from '../documents/declared-fields.ts';
import { compileCondition, withPrefix } from './compile-condition.ts';
import { compileFind } from './compile-query.ts';
import { storedCollection } from './stored-collection.ts';

interface Thing extends Doc {
  readonly name?: string;
  readonly size?: number;
  readonly data?: unknown;
  readonly goneAt?: string;
}

const things = storedCollection(
  declareCollection<Thing>({
    name: 'things',
    fields: { name: 'folded string', size: 'number', data: 'json', goneAt: 'string' },
    unique: [{ name: 'name', fields: ['name'], where: absent('goneAt') }],
    indexes: [{ name: 'size', fields: ['size'] }],
  }) as unknown as AnySpec,
);
const compiled = (condition: AnyCondition) => compileCondition(condition, things, 't');
const NOTHING = { _id: { $in: [] } };

describe('compileCondition', () => {
  it('compares scalars by operators that indexes serve', () => {
    expect(compiled(eq('name', 'Ana'))).toEqual({ 'f.name': { $eq: 'ana' } });
    expect(compiled(isIn('size', [1, 'x', 2]))).toEqual({ 'd.size': { $in: [1, 2] } });
    expect(compiled(present('goneAt'))).toEqual({ 'd.goneAt': { $gt: '' } });
    expect(compiled(absent('goneAt'))).toEqual({ 'd.goneAt': { $in: [null, ''] } });
    expect(compiled(absent('size'))).toEqual({ 'd.size': null });
    expect(compiled({ op: 'startsWith', field: 'goneAt', value: '202' })).toEqual({
      'd.goneAt': { $gte: '202', $lt: '203' },
    });
  });

  it('finds ids by the key of the collection', () => {
    expect(compiled(eq('id', 'x'))).toEqual({ _id: 't\0x' });
    expect(compiled(isIn('id', ['x', 5, 'y']))).toEqual({ _id: { $in: ['t\0x', 't\0y'] } });
    expect(compileCondition(gt('id', 'x'), things)).toEqual({ i: { $gt: 'x' } });
  });

  it('answers nothing where types differ or nothing of the kind is stored', () => {
    for (const condition of [
      eq('size', '1'),
      gt('name', 1),
      eq('size', Number.NaN),
      eq('name', 'a\0'),
      or(),
      eq(['name', 'x'], 1),
    ] as AnyCondition[]) {
      expect({ condition, filter: compiled(condition) }).toEqual({ condition, filter: NOTHING });
    }
    expect(() => compiled(gt('name', '\ud800'))).toThrow(UnstorableText);
    expect(() => compiled(eq('other', 1))).toThrow(TypeError);
  });

  it('turns values of users into literals', () => {
    const filter = JSON.stringify(compiled(and(eq(['data', 'a.b', '$where'], '$d.secret'), not(eq('name', '$x')))));
    expect(filter).toContain('{"$literal":"$d.secret"}');
    expect(filter).toContain('"field":"a%2Eb"');
    expect(filter).toContain('"field":"%24where"');
    expect(filter).not.toContain('regex');
  });
});

describe('compileFind', () => {
  it('names the mark of a partial key that covers what is asked for, and drops the order of a single document', () => {
    const { filter, sort } = compileFind(things, 't', { where: and(eq('name', 'x'), absent('goneAt')) });
    expect(JSON.stringify(filter)).toContain('{"k.u_name":true}');
    expect(sort).toBeUndefined();
    expect(JSON.stringify(compileFind(things, 't', { where: eq('name', 'x') }).filter)).not.toContain('k.u_name');
  });

  it('ranges over the tenant where no index serves', () => {
    expect(JSON.stringify(compileFind(things, 't', {}).filter)).toContain(
      '{"_id":{"$gt":"t\\u0000","$lt":"t\\u0001"}}',
    );
    expect(compileFind(things, 't', { where: eq('size', 1) }).filter).toEqual({
      $and: [{ t: 't' }, { 'd.size': { $eq: 1 } }],
    });
    expect(compileFind(things, undefined, {}).filter).toEqual({});
  });

  it('goes on after a cursor, the absent being the smallest', () => {
    const after = { values: [2, 't'], id: 'x' };
    const page = (direction: 'ascending' | 'descending', position: number | null) =>
      compileFind(things, 't', { sort: [{ field: 'size', direction }], after: { ...after, values: [position, 't'] } })
        .filter;
    expect(page('ascending', 2)).toEqual({
      $and: [
        { t: 't' },
        { 'd.size': { $gte: 2 } },
        { $or: [{ 'd.size': { $gt: 2 } }, { $and: [{ 'd.size': 2 }, { _id: { $gt: 't\0x' } }] }] },
      ],
    });
    expect(page('descending', null)).toEqual({
      $and: [
        { t: 't' },
        { 'd.size': null },
        { $or: [{ $and: [{ 'd.size': null }, { _id: { $not: { $gte: 't\0x' } } }] }] },
      ],
    });
  });
});

describe('withPrefix', () => {
  it.each([
    ['a', { $gte: 'a', $lt: 'b' }],
    ['', { $gte: '' }],
    ['a\u{10FFFF}', { $gte: 'a\u{10FFFF}', $lt: 'b' }],
    ['\u{10FFFF}', { $gte: '\u{10FFFF}' }],
    ['\uD7FF', { $gte: '\uD7FF', $lt: '\uE000' }],
    ['\uFFFF', { $gte: '\uFFFF', $lt: '\u{10000}' }],
  ])('of %j', (prefix, range) => {
    expect(withPrefix(prefix)).toEqual(range);
  });
});
