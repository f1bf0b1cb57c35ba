import type { AnyDoc } from '../documents/declared-fields.ts';
import { assertDeclaredKinds } from '../documents/declared-kinds.ts';
import { foldJson } from '../documents/fold-json.ts';
import { assertDepth, assertStorable } from '../documents/storable-text.ts';
import type { CollectionTable } from './collection-table.ts';

/**
 * A document as the JSON text that is sent: `document` as it will be stored, `folded` with the copies that ignore case
 * (absent when the collection declares none).
 */
export interface EncodedDocument {
  readonly document: string;
  readonly folded: string | undefined;
}

/** @throws UnstorableText; TypeError when a declared field holds a value of another kind. */
export function encodeDocument(table: CollectionTable, doc: object): EncodedDocument {
  const fields = doc as AnyDoc;
  assertDeclaredKinds(table, fields);
  assertDepth(fields);
  const document = JSON.stringify(storedFields(fields));
  assertStorable(document, fields);
  return { document, folded: table.foldedFields.size === 0 ? undefined : foldedText(table, fields) };
}

export interface EncodedChange extends EncodedDocument {
  /** Fields to remove. */
  readonly removed: readonly string[];
}

/** Top-level fields to set; `undefined` and `null` remove. A document's id, tenant and version are not for setting. */
export function encodeChange(table: CollectionTable, set: object): EncodedChange {
  const fields = set as AnyDoc;
  assertDeclaredKinds(table, fields);
  assertDepth(fields);
  const kept: [string, unknown][] = [];
  const removed: string[] = [];
  let folds = false;
  for (const field of Object.keys(fields)) {
    if (field === 'id' || field === 'tenant' || field === 'version') continue;
    const value = fields[field];
    if (value === undefined || value === null) removed.push(field);
    else kept.push([field, value]);
    if (table.foldedFields.has(field)) folds = true;
  }
  const change = Object.fromEntries(kept);
  const document = JSON.stringify(change);
  assertStorable(document, change);
  for (const field of removed) assertStorable(JSON.stringify(field), field);
  return { document, removed, folded: folds ? foldedText(table, change as AnyDoc) : undefined };
}

/** The version is a column of its own, and an absent field is one that is not there. */
function storedFields(fields: AnyDoc): object {
  let clean = fields.version === undefined;
  for (const field in fields) if (fields[field] === null) clean = false;
  if (clean) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([field, value]) => value !== null && field !== 'version'));
}

function foldedText(table: CollectionTable, fields: AnyDoc): string {
  const folded: Record<string, unknown> = {};
  for (const field of table.foldedFields) {
    const value = fields[field];
    if (value !== undefined && value !== null) folded[field] = foldJson(value);
  }
  return JSON.stringify(folded);
}
