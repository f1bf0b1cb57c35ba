import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace } from '../documents/field-place.ts';
import { conjunctsOf, isAmong } from '../documents/is-lookup.ts';
import { type Mark, type StoredCollection, type StoredIndex, scalarPath } from './stored-collection.ts';

/** Comparisons that only a value can satisfy, so that the field is there. */
const positive = new Set(['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'contains', 'startsWith', 'endsWith', 'present']);
const bounding = new Set(['eq', 'in', 'gt', 'gte', 'lt', 'lte', 'startsWith']);

/**
 * Marks every document has that satisfies all of these conditions: said in the filter, they let the server use the
 * partial index, which it does not find out by itself.
 */
export const coveringMarks = (collection: StoredCollection, conjuncts: readonly AnyCondition[]): Mark[] =>
  collection.marks.filter(
    (mark) => isAmong(mark.where, conjuncts) && mark.needs.every((field) => isTested(conjuncts, field, positive)),
  );

/**
 * Whether an index of the tenant's documents serves the conditions or the order; otherwise the index by `_id` must. The
 * one by `_id` is not offered beside a better one, as the server might try it.
 */
export function hasDeclaredIndex(
  collection: StoredCollection,
  conjuncts: readonly AnyCondition[],
  sortsBy: string | undefined,
): boolean {
  const serves = (index: StoredIndex): boolean => {
    const [first] = index.fields;
    if (first === undefined || index.acrossTenants || !isUsable(index, conjuncts)) return false;
    return isTested(conjuncts, first, bounding) || scalarPath(fieldPlace(collection, first)) === sortsBy;
  };
  return conjuncts.some((part) => part.op === 'eq' && part.field === 'id') || collection.indexes.some(serves);
}

/** Whether the conditions name one document at most: its id or all fields of a unique key. */
export function isUniqueLookup(collection: StoredCollection, where: AnyCondition): boolean {
  const conjuncts = conjunctsOf(where);
  const isFixed = (field: string) => isTested(conjuncts, field, new Set(['eq']));
  if (isFixed('id')) return true;
  return collection.indexes.some((index) => index.unique && isUsable(index, conjuncts) && index.fields.every(isFixed));
}

/** A partial index does not have all documents. */
function isUsable(index: StoredIndex, conjuncts: readonly AnyCondition[]): boolean {
  if (index.mark !== undefined && !isAmong(index.mark.where, conjuncts)) return false;
  return !index.unique || index.fields.every((field) => isTested(conjuncts, field, positive));
}

const isTested = (conjuncts: readonly AnyCondition[], field: string, operators: ReadonlySet<string>): boolean =>
  conjuncts.some((part) => operators.has(part.op) && 'field' in part && part.field === field);
