import type { StoredKind } from '../documents/declared-fields.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';

/** The SQL expression of a field that is stored as one scalar; the same text in indexes and in statements. */
export function scalarExpression(field: string, kind: Exclude<StoredKind, 'json' | 'folded json'>): string {
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
