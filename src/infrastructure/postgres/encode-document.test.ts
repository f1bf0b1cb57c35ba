import { describe, expect, it } from '@jest/globals';
import { type CollectionSpec, type Doc, declareCollection } from '../../application/ports/collection.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import { collectionTable } from './collection-table.ts';
import { encodeChange, encodeDocument } from './encode-document.ts';

interface Thing extends Doc {
  readonly name?: string;
  readonly size?: number;
  readonly data?: unknown;
}

const table = collectionTable(
  declareCollection<Thing>({
    name: 'things',
    fields: { name: 'folded string', size: 'number', data: 'folded json' },
    unique: [],
    indexes: [],
  }) as unknown as CollectionSpec<AnyDoc>,
  'holdfast',
);

describe('encodeDocument', () => {
  it('leaves out what is absent and the version, and folds values but not keys', () => {
    const { document, folded } = encodeDocument(table, {
      id: 'a',
      tenant: 't',
      version: 9,
      name: 'Ana',
      size: undefined,
      gone: null,
      data: { Key: ['X', null, { Deep: 'Y' }], n: 1 },
    });
    expect(document).toBe('{"id":"a","tenant":"t","name":"Ana","data":{"Key":["X",null,{"Deep":"Y"}],"n":1}}');
    expect(folded).toBe('{"name":"ana","data":{"Key":["x",null,{"Deep":"y"}],"n":1}}');
  });

  it('keeps a key that is called __proto__', () => {
    const doc = JSON.parse(
      '{"id":"a","tenant":"t","gone":null,"data":{"__proto__":{"A":"B"}},"__proto__":1}',
    ) as object;
    const { document, folded } = encodeDocument(table, doc);
    expect(document).toBe('{"id":"a","tenant":"t","data":{"__proto__":{"A":"B"}},"__proto__":1}');
    expect(folded).toBe('{"data":{"__proto__":{"A":"b"}}}');
  });

  it.each([
    ['\\u0000', true],
    ['\\ud800 written out', true],
    ['a\\\\u0000', true],
    ['\u0000', false],
    ['\ud800', false],
    ['\\\ud800', false],
    ['😀', true],
  ])('judges text by what it is, not by how JSON writes it: %j', (text, storable) => {
    const encode = () => encodeDocument(table, { id: 'a', tenant: 't', data: [text] });
    if (storable) expect(encode).not.toThrow();
    else expect(encode).toThrow(new UnstorableText('data.0'));
  });

  it.each([{ size: '1' }, { size: Number.NaN }, { size: Number.POSITIVE_INFINITY }, { name: 1 }, { name: {} }])(
    'refuses a value of another kind than declared: %j',
    (wrong) => expect(() => encodeDocument(table, { id: 'a', tenant: 't', ...wrong })).toThrow(TypeError),
  );
});

describe('encodeChange', () => {
  it('tells what to set and what to remove, and touches no identity', () => {
    expect(encodeChange(table, { id: 'b', tenant: 'x', version: 3, name: 'Bo', size: undefined, data: null })).toEqual({
      document: '{"name":"Bo"}',
      folded: '{"name":"bo"}',
      removed: ['size', 'data'],
    });
  });

  it('leaves the folded copies alone when no folded field changes', () => {
    expect(encodeChange(table, { size: 2, other: 'X' }).folded).toBeUndefined();
  });
});
