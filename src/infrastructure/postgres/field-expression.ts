import type { StoredKind } from '../documents/declared-fields.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';

/** A kind that is stored as one scalar. */
export type ScalarKind = Exclude<StoredKind, 'json' | 'folded json'>;

/** Where a scalar field is read: in its column, if it has one, else in the document. */
export const scalarExpression = (
  { columns }: { readonly columns: ReadonlyMap<string, { readonly name: string }> },
  field: string,
  kind: ScalarKind,
): string => columns.get(field)?.name ?? scalarInDocument(field, kind);

/** The SQL expression of a scalar field in the document (or its folded copy). */
export function scalarInDocument(field: string, kind: ScalarKind): string {
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

/**
 * A path of keys through objects. `->` with a text key finds nothing in an array, so no key is taken for an index. A key
 * that cannot be stored is not there.
 */
export function below(base: string, keys: readonly string[], values: Parameters): string {
  if (!keys.every(isStorable)) return 'null::jsonb';
  return keys.reduce((expression, key) => `(${expression}->${values.text(key)})`, base);
}
