import { describe, expect, it } from '@jest/globals';
import type { AnySpec } from '../documents/declared-fields.ts';
import { storedCollection } from './stored-collection.ts';
import { WriteBuffer } from './write-buffer.ts';
import type { WriteOperation } from './write-operation.ts';

const collection = (name: string) =>
  storedCollection({ name, fields: {}, unique: [], indexes: [] } as unknown as AnySpec);
const [people, fences] = [collection('people'), collection('fences')];
const write = (kind: WriteOperation['kind'], id: string, of = people): WriteOperation => ({
  kind,
  collection: of,
  id,
  write: { insertOne: { document: {} as never } },
});
const taken = (buffer: WriteBuffer) =>
  buffer.take().map((batch) => [batch.collection.name, batch.operations.map(({ kind, id }) => `${kind} ${id}`)]);

describe('WriteBuffer', () => {
  it('sends what is freed before what is taken, bumps in sorted order, and the rest as asked for', () => {
    const buffer = new WriteBuffer();
    for (const one of [
      write('insert', 'n'),
      write('patch', 'c'),
      write('bump', 'z'),
      write('replace', 'a'),
      write('bump', 'y'),
    ]) {
      buffer.add(one);
    }
    expect(taken(buffer)).toEqual([['people', ['bump y', 'bump z', 'patch c', 'replace a', 'insert n']]]);
  });

  it('keeps writes to one document in their order', () => {
    const buffer = new WriteBuffer();
    for (const one of [write('insert', 'a'), write('patch', 'a'), write('bump', 'b'), write('replace', 'a')])
      buffer.add(one);
    expect(taken(buffer)).toEqual([['people', ['insert a', 'bump b', 'patch a', 'replace a']]]);
  });

  it('gathers by collection and is empty afterwards', () => {
    const buffer = new WriteBuffer();
    for (const one of [write('bump', 'f', fences), write('insert', 'a'), write('bump', 'e', fences)]) buffer.add(one);
    expect(buffer.size).toBe(3);
    expect(taken(buffer)).toEqual([
      ['fences', ['bump e', 'bump f']],
      ['people', ['insert a']],
    ]);
    expect([buffer.size, taken(buffer)]).toEqual([0, []]);
  });
});
