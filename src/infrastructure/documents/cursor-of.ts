import type { Cursor, Scalar, SortKey } from '../../application/ports/query.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AnyDoc, DeclaredFields } from './declared-fields.ts';
import { fieldPlace, valueAt } from './field-place.ts';

/** The position of a document in an order: its sort values as they are compared, then its tenant. */
export function cursorOf(
  declared: Pick<DeclaredFields, 'collection' | 'kinds'>,
  sort: readonly SortKey<Record<string, unknown>>[],
  doc: AnyDoc,
): Cursor {
  const values: (Scalar | null)[] = sort.map((key) => {
    const place = fieldPlace(declared, key.field);
    const value = valueAt(doc, place);
    if (typeof value === 'string')
      return place.kind === 'folded string' || place.kind === 'folded json' ? foldCase(value) : value;
    return typeof value === 'number' || typeof value === 'boolean' ? value : null;
  });
  return { values: [...values, doc.tenant], id: doc.id };
}
