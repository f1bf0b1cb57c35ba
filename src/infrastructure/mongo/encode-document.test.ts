import { describe, expect, it } from '@jest/globals';
import { type Doc, declareCollection } from '../../application/ports/collection.ts';
import { absent } from '../../application/ports/query.ts';
import { DocumentTooLarge, UnstorableDepth, UnstorableText } from '../../application/ports/storage-errors.ts';
import type { AnySpec } from '../documents/declared-fields.ts';
import { decodeDocument, encodeChange, encodeDocument } from './encode-document.ts';
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
    fields: { name: 'folded string', size: 'number', data: 'folded json', goneAt: 'string' },
    unique: [{ name: 'name', fields: ['name'], where: absent('goneAt') }],
    indexes: [{ name: 'going', fields: ['size'], where: absent('goneAt') }],
  }) as unknown as AnySpec,
);

const encoded = (fields: object) => encodeDocument(things, { id: 'a', tenant: 't', ...fields }, 1);

describe('encodeDocument', () => {
  it('takes a document apart', () => {
    expect(encoded({ name: 'Ana', size: 3, data: { Key: ['X'] }, other: true, version: 9 })).toEqual({
      _id: 't\0a',
      t: 't',
      i: 'a',
      v: 1,
      d: { name: 'Ana', size: 3, data: { Key: ['X'] }, other: true },
      f: { name: 'ana', data: { Key: ['x'] } },
      k: { u_name: true, i_going: true },
    });
  });

  it('marks what partial keys and indexes cover', () => {
    expect(encoded({}).k).toEqual({ i_going: true });
    expect(encoded({ name: 'x', goneAt: 'now' }).k).toBeUndefined();
    expect(encoded({ name: '', goneAt: '' }).k).toEqual({ u_name: true, i_going: true });
  });

  it('stores what JSON would', () => {
    const data = {
      zero: -0,
      endless: [Number.POSITIVE_INFINITY],
      none: undefined,
      nothing: [undefined, () => 1],
      at: new Date(0),
    };
    expect(encoded({ data, note: null, lost: Number.NaN }).d).toEqual({
      data: { zero: 0, endless: [null], nothing: [null, null], at: '1970-01-01T00:00:00.000Z' },
    });
    expect(Object.is((encoded({ size: -0 }).d as { size: number }).size, 0)).toBe(true);
  });

  it('gives back what went in, whatever the keys', () => {
    const data = JSON.parse(
      '{"a.b":{"$c":[{"0":1,"":2}]},"__proto__":{"x":[1]},"constructor":[{}],"_bsontype":"Long","%2E":1}',
    );
    const stored = encoded({ data, 'top.level': 1 });
    expect(stored.e).toBe(true);
    expect(JSON.stringify(Object.keys(stored.d))).toBe('["data","top%2Elevel"]');
    const decoded = decodeDocument(stored);
    expect(decoded).toEqual({ id: 'a', tenant: 't', version: 1, data, 'top.level': 1 });
    expect(Object.getPrototypeOf(decoded.data)).toBe(Object.prototype);
  });

  it('names the place of what cannot be stored', () => {
    expect(() => encoded({ data: { list: [{ v: 'a\0' }] } })).toThrow(
      expect.objectContaining({ path: 'data.list.0.v' }),
    );
    expect(() => encoded({ data: { '\ud800': 1 } })).toThrow(UnstorableText);
    expect(() => encoded({ size: '3' })).toThrow(TypeError);
    let deep: unknown = 1;
    for (let level = 0; level <= 100; level++) deep = [deep];
    expect(() => encoded({ other: deep })).toThrow(UnstorableDepth);
  });

  it('refuses more than 16 MB before anything is sent', () => {
    const text = 'x'.repeat(9 * 1024 * 1024);
    expect(encoded({ other: text }).v).toBe(1);
    expect(() => encoded({ data: text })).toThrow(DocumentTooLarge);
  });
});

describe('encodeChange', () => {
  it('tells what to set, what to fold and what to remove', () => {
    const change = encodeChange(things, {
      id: 'b',
      version: 2,
      name: 'Bo',
      size: undefined,
      'x.y': null,
      data: { 'a.b': 1 },
    });
    expect(change).toEqual({
      d: { name: 'Bo', data: { 'a%2Eb': 1 } },
      f: { name: 'bo', data: { 'a%2Eb': 1 } },
      removed: ['size', 'x%2Ey'],
      fields: new Set(['name', 'size', 'x.y', 'data']),
      escaped: true,
    });
  });
});
