import type { mongo } from 'mongoose';
import type { AnyDoc } from '../documents/declared-fields.ts';
import type { Filter } from './compile-condition.ts';
import { type EncodedChange, marksOf } from './encode-document.ts';
import { markExpression } from './mark-expression.ts';
import { type StoredCollection, type StoredDocument, storedId } from './stored-collection.ts';

export type DriverWrite = mongo.AnyBulkWriteOperation<StoredDocument>;

/** One write to one document, as the driver takes it. */
export interface WriteOperation {
  readonly kind: 'bump' | 'replace' | 'patch' | 'insert';
  readonly collection: StoredCollection;
  readonly id: string;
  readonly write: DriverWrite;
  /** For inserts: what arrives if it does. */
  readonly document?: StoredDocument;
}

export const insertOperation = (collection: StoredCollection, document: StoredDocument): WriteOperation => ({
  kind: 'insert',
  collection,
  id: document._id,
  write: { insertOne: { document } },
  document,
});

export const replaceOperation = (
  collection: StoredCollection,
  document: StoredDocument,
  expectedVersion: number,
): WriteOperation => ({
  kind: 'replace',
  collection,
  id: document._id,
  write: {
    replaceOne: { filter: { _id: document._id, t: document.t, v: expectedVersion }, replacement: document },
  },
});

export function patchOperation(
  collection: StoredCollection,
  tenant: string,
  id: string,
  change: EncodedChange,
  when: Filter | undefined,
): WriteOperation {
  const _id = storedId(tenant, id);
  const filter = { _id, t: tenant, ...(when === undefined ? undefined : { $and: [when] }) };
  return {
    kind: 'patch',
    collection,
    id: _id,
    write: { updateOne: { filter: filter as mongo.Filter<StoredDocument>, update: updateOf(collection, change) } },
  };
}

/** Makes the row when it is missing. Sharded collections need the tenant in the filter. */
export function bumpOperation(collection: StoredCollection, tenant: string, id: string): WriteOperation {
  const _id = storedId(tenant, id);
  const k = marksOf(collection, {} as AnyDoc);
  return {
    kind: 'bump',
    collection,
    id: _id,
    write: {
      updateOne: {
        filter: { _id, t: tenant },
        update: { $inc: { v: 1 }, $setOnInsert: { i: id, d: {}, ...(k === undefined ? undefined : { k }) } },
        upsert: true,
      },
    },
  };
}

export type Update = mongo.UpdateFilter<StoredDocument> | mongo.Document[];

/**
 * The change as an update that needs no reading. When a mark may come or go, the server works that out from the document
 * as it will be, in a pipeline; otherwise plain operators do.
 */
export function updateOf(collection: StoredCollection, change: EncodedChange): Update {
  const marks = collection.marks.filter((mark) => [...mark.fields].some((field) => change.fields.has(field)));
  const sets = [...entriesUnder('d', change.d), ...entriesUnder('f', change.f)];
  if (change.escaped) sets.push(['e', true]);
  const unsets = change.removed.flatMap((key) => [`d.${key}`, `f.${key}`]);
  if (marks.length === 0) {
    return {
      $inc: { v: 1 },
      ...(sets.length === 0 ? undefined : { $set: Object.fromEntries(sets) }),
      ...(unsets.length === 0 ? undefined : { $unset: Object.fromEntries(unsets.map((path) => [path, 1])) }),
    } as mongo.UpdateFilter<StoredDocument>;
  }
  const literals = sets.map(([path, value]) => [path, { $literal: value }]);
  const marking = marks.map((mark) => [
    `k.${mark.name}`,
    { $cond: [markExpression(mark, collection), true, '$$REMOVE'] },
  ]);
  return [
    { $set: { ...Object.fromEntries(literals), v: { $add: ['$v', 1] } } },
    ...(unsets.length === 0 ? [] : [{ $unset: unsets }]),
    { $set: Object.fromEntries(marking) },
  ];
}

const entriesUnder = (place: 'd' | 'f', fields: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(fields).map(([key, value]) => [`${place}.${key}`, value]);
