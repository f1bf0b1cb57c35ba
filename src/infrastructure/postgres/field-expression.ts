import type { AnyDoc, CollectionTable, ColumnKind } from './collection-table.ts';
import type { Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';
import { isStorable } from './storable-text.ts';

/** The SQL expression of a field that is stored as one scalar; the same text in indexes and in statements. */
export function scalarExpression(field: string, kind: Exclude<ColumnKind, 'json' | 'folded json'>): string {
  switch (kind) {
    case 'id':
      return field;
    case 'version':
      return 'version::float8';
    case 'string':
      return `(doc->>${literal(field)}) collate "C"`;
    case 'folded string':
      return `(folded->>${literal(field)}) collate "C"`;
    case 'number':
      return `(doc->${literal(field)})::float8`;
    case 'boolean':
      return `(doc->${literal(field)})::boolean`;
  }
}

/** A field path taken apart: the declared field with its kind, and the keys below it. */
export interface FieldPlace {
  readonly field: string;
  readonly kind: ColumnKind;
  readonly below: readonly string[];
}

/** @throws TypeError when the collection does not declare the field: only declared fields can be queried. */
export function fieldPlace(table: CollectionTable, path: string | readonly string[]): FieldPlace {
  const [field, ...below] = typeof path === 'string' ? [path] : path;
  const kind = field === undefined ? undefined : table.kinds.get(field);
  if (field === undefined || kind === undefined) {
    throw new TypeError(`${table.collection} does not declare the field ${JSON.stringify(field)}`);
  }
  return { field, kind, below };
}

/**
 * A path of keys through objects. `->` with a text key finds nothing in an array, so no key is taken for an index. A key
 * that cannot be stored is not there.
 */
export function below(base: string, keys: readonly string[], values: Parameters): string {
  if (!keys.every(isStorable)) return 'null::jsonb';
  return keys.reduce((expression, key) => `(${expression}->${values.text(key)})`, base);
}

/** The value at a place of a document, with the same idea of absence as the statements have. */
export function valueAt(doc: AnyDoc, place: FieldPlace): unknown {
  let value: unknown = doc[place.field];
  for (const key of place.below) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? undefined;
}
