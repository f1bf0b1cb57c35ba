import type { SortKey } from '../../application/ports/query.ts';
import type { AnyDoc } from './declared-fields.ts';
import { below, type FieldPlace, valueAt } from './field-place.ts';

/** The value a document is ordered by, as it was written. */
export function sortValue(
  doc: AnyDoc,
  place: FieldPlace,
  { element }: Pick<SortKey<Record<string, unknown>>, 'element'>,
): unknown {
  const value = valueAt(doc, place);
  if (element === undefined) return value;
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  const preferred = elements.find((one) => below(one, [element.preferring]) === true);
  return below(preferred ?? elements[0], element.field);
}
