import { describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { Conflict, DatabaseUnavailable, DocumentTooLarge } from '../../application/ports/storage-errors.ts';
import type { AnySpec } from '../documents/declared-fields.ts';
import { ConnectionLost, translateError, uniqueViolation } from './mongo-errors.ts';
import { storedCollection } from './stored-collection.ts';

const { mongo } = mongoose;
const server = (code: number, ...errorLabels: string[]) =>
  new mongo.MongoServerError({ message: 'said', code, errorLabels });

describe('translateError', () => {
  it.each([112, 251, 246])('takes %d for a conflict', (code) => {
    expect(translateError(server(code))).toBeInstanceOf(Conflict);
  });

  it.each([91, 189, 10_107, 11_600, 11_602, 13_435])('takes %d for a change of primary, worth another try', (code) => {
    expect(translateError(server(code, 'TransientTransactionError'))).toBeInstanceOf(ConnectionLost);
  });

  it.each([18, 13, 50, 64, 134])('takes %d for a database that cannot serve', (code) => {
    const error = translateError(server(code));
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error).not.toBeInstanceOf(ConnectionLost);
  });

  it('tells a broken connection from a server that is not there', () => {
    expect(translateError(new mongo.MongoNetworkError('gone'))).toBeInstanceOf(ConnectionLost);
    const nobody = translateError(new mongo.MongoServerSelectionError('nobody', { servers: new Map() } as never));
    expect(nobody).toBeInstanceOf(DatabaseUnavailable);
    expect(nobody).not.toBeInstanceOf(ConnectionLost);
  });

  it('names the collection of a document that is too large', () => {
    expect(translateError(server(10_334), 'things')).toEqual(new DocumentTooLarge('things'));
  });

  it('leaves what is nobody’s bad luck', () => {
    for (const error of [new TypeError('x'), server(2), 'text', undefined]) expect(translateError(error)).toBe(error);
  });
});

describe('uniqueViolation', () => {
  const things = storedCollection({
    name: 'things',
    fields: { code: 'string', codeName: 'string' },
    unique: [
      { name: 'code', fields: ['code'] },
      { name: 'codeName', fields: ['codeName'] },
    ],
    indexes: [],
  } as unknown as AnySpec);
  const duplicate = (index: string) =>
    new mongo.MongoServerError({
      message: `E11000 duplicate key error collection: db.things index: ${index} dup key: { t: "index: x dup key" }`,
      code: 11_000,
    });

  it.each([
    ['unique_code-0123', 'code'],
    ['unique_codeName-0123', 'codeName'],
    ['_id_', 'id'],
  ])('reads %s as %s', (index, key) => {
    expect(uniqueViolation(duplicate(index), things)).toMatchObject({ collection: 'things', key });
  });
});
