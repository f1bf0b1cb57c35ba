import { describe, expect, it } from '@jest/globals';
import { type Doc, declareCollection } from '../../application/ports/collection.ts';
import { absent } from '../../application/ports/query.ts';
import type { AnySpec } from '../documents/declared-fields.ts';
import { encodeChange } from './encode-document.ts';
import { storedCollection } from './stored-collection.ts';
import { bumpOperation, updateOf } from './write-operation.ts';

interface Thing extends Doc {
  readonly name?: string;
  readonly goneAt?: string;
  readonly note?: string;
}

const things = storedCollection(
  declareCollection<Thing>({
    name: 'things',
    fields: { name: 'folded string', goneAt: 'string' },
    unique: [{ name: 'name', fields: ['name'], where: absent('goneAt') }],
    indexes: [{ name: 'open', fields: ['name'], where: absent('goneAt') }],
  }) as unknown as AnySpec,
);

describe('updateOf', () => {
  it('is plain where no mark can change', () => {
    expect(updateOf(things, encodeChange(things, { note: '$d.name', other: undefined }))).toEqual({
      $inc: { v: 1 },
      $set: { 'd.note': '$d.name' },
      $unset: { 'd.other': 1, 'f.other': 1 },
    });
    expect(updateOf(things, encodeChange(things, {}))).toEqual({ $inc: { v: 1 } });
  });

  it('works marks out from the document as it will be', () => {
    const update = updateOf(things, encodeChange(things, { name: '$x', goneAt: undefined })) as object[];
    expect(update[0]).toEqual({
      $set: { 'd.name': { $literal: '$x' }, 'f.name': { $literal: '$x' }, v: { $add: ['$v', 1] } },
    });
    expect(update[1]).toEqual({ $unset: ['d.goneAt', 'f.goneAt'] });
    expect(Object.keys((update[2] as { $set: object }).$set)).toEqual(['k.u_name', 'k.i_open']);
  });
});

describe('bumpOperation', () => {
  it('marks a row it makes', () => {
    expect(bumpOperation(things, 't', 'a').write).toEqual({
      updateOne: {
        filter: { _id: 't\0a', t: 't' },
        update: { $inc: { v: 1 }, $setOnInsert: { i: 'a', d: {}, k: { i_open: true } } },
        upsert: true,
      },
    });
  });
});
