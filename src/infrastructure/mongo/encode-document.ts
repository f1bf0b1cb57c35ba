import { DocumentTooLarge, UnstorableText } from '../../application/ports/storage-errors.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import { assertDeclaredKinds } from '../documents/declared-kinds.ts';
import { foldJson } from '../documents/fold-json.ts';
import { assertKeyLength, isStorable } from '../documents/storable-text.ts';
import { covers } from './covers.ts';
import { ValueEncoder } from './encode-value.ts';
import { type StoredCollection, type StoredDocument, storedId } from './stored-collection.ts';
import { originalKey, storedKey } from './stored-key.ts';

const ownPlaces = new Set(['id', 'tenant', 'version']);
const hasOwnPlace = (field: string): boolean => ownPlaces.has(field);

/** MongoDB's limit in bytes; a character takes at most three for each of its code units. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** @throws UnstorableText; TypeError when a declared field holds a value of another kind. */
export function encodeDocument(collection: StoredCollection, doc: object, version: number): StoredDocument {
  const fields = doc as AnyDoc;
  assertDeclaredKinds(collection, fields);
  const { tenant, id } = fields;
  assertStorableRow(tenant, id);
  const encoder = new ValueEncoder();
  const d = encoder.fields(fields, hasOwnPlace);
  const f = foldedCopies(collection, d);
  const k = marksOf(collection, fields);
  const stored: StoredDocument = {
    _id: storedId(tenant, id),
    t: tenant,
    i: id,
    v: version,
    d,
    ...(f === undefined ? undefined : { f }),
    ...(k === undefined ? undefined : { k }),
    ...(encoder.escaped ? { e: true } : undefined),
  };
  assertSize(collection, encoder.size, stored);
  return stored;
}

export interface EncodedChange {
  /** Fields to set, by stored key; with the folded copies to set beside them. */
  readonly d: Readonly<Record<string, unknown>>;
  readonly f: Readonly<Record<string, unknown>>;
  /** Stored keys of the fields to remove. */
  readonly removed: readonly string[];
  /** Declared fields that change. */
  readonly fields: ReadonlySet<string>;
  readonly escaped: boolean;
}

/** Top-level fields to set; `undefined` and `null` remove. A document's id, tenant and version are not for setting. */
export function encodeChange(collection: StoredCollection, set: object): EncodedChange {
  const fields = set as AnyDoc;
  assertDeclaredKinds(collection, fields);
  const encoder = new ValueEncoder();
  const d = encoder.fields(fields, hasOwnPlace);
  assertSize(collection, encoder.size, d);
  const names = Object.keys(fields).filter((field) => !hasOwnPlace(field));
  const removed = names.map((field) => encoder.key(field)).filter((key) => !Object.hasOwn(d, key));
  return {
    d,
    f: foldedCopies(collection, d) ?? {},
    removed,
    fields: new Set(names),
    escaped: encoder.escaped,
  };
}

/** The document a caller gets: undoes what `encodeDocument` did. */
export function decodeDocument(stored: StoredDocument): AnyDoc {
  const fields = stored.e === true ? decodeKeys(stored.d) : stored.d;
  // Not Object.assign: a field called __proto__ must stay a field.
  return { id: stored.i, tenant: stored.t, version: stored.v, ...(fields as object) };
}

/** The marks of a document with these fields, or undefined when nothing covers it. */
export function marksOf(collection: StoredCollection, fields: AnyDoc): Record<string, true> | undefined {
  let marks: Record<string, true> | undefined;
  for (const mark of collection.marks) {
    if (!covers(collection, mark, fields)) continue;
    marks ??= {};
    marks[mark.name] = true;
  }
  return marks;
}

/** Folded copies of what is stored, or undefined when there is nothing to fold. */
export function foldedCopies(
  collection: StoredCollection,
  d: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  let folded: Record<string, unknown> | undefined;
  for (const field of collection.foldedFields) {
    const key = storedKey(field);
    const value = d[key];
    if (value === undefined) continue;
    folded ??= {};
    folded[key] = foldJson(value);
  }
  return folded;
}

/** @throws UnstorableText */
export function assertStorableRow(tenant: string, id: string): void {
  if (!isStorable(tenant)) throw new UnstorableText('tenant');
  if (!isStorable(id)) throw new UnstorableText('id');
  assertKeyLength('tenant', tenant);
  assertKeyLength('id', id);
}

/** Counted exactly only when it can matter: the texts of small documents cannot add up to the limit. */
function assertSize(collection: StoredCollection, size: number, value: object): void {
  if (size * 6 < MAX_DOCUMENT_BYTES) return;
  if (Buffer.byteLength(JSON.stringify(value)) > MAX_DOCUMENT_BYTES) throw new DocumentTooLarge(collection.collection);
}

function decodeKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeKeys);
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [originalKey(key), decodeKeys(below)]));
}
