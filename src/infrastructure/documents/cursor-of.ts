import type { Cursor, Scalar, SortKey } from '../../application/ports/query.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AnyDoc, DeclaredFields } from './declared-fields.ts';
import { type FieldPlace, fieldPlace, ignoresCase } from './field-place.ts';
import { sortValue } from './sort-value.ts';

/** The position of a document in an order: its sort values as they are compared, then its tenant. */
export function cursorOf(
  declared: Pick<DeclaredFields, 'collection' | 'kinds'>,
  sort: readonly SortKey<Record<string, unknown>>[],
  doc: AnyDoc,
): Cursor {
  const values: (Scalar | null)[] = sort.map((key) => {
    const place = fieldPlace(declared, key.field);
    const value = sortValue(doc, place, key);
    if (typeof value === 'string') return isFolded(declared, place, key) ? foldCase(value) : value;
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  });
  return { values: [...values, doc.tenant], id: doc.id };
}

const isFolded = (
  declared: Pick<DeclaredFields, 'collection'>,
  place: FieldPlace,
  key: SortKey<Record<string, unknown>>,
): boolean => place.kind === 'folded string' || (place.kind === 'folded json' && ignoresCase(declared, place, key));
