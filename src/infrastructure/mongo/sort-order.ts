import type { ElementChoice, Query, Scalar } from '../../application/ports/query.ts';
import { type FieldPlace, fieldPlace, ignoresCase } from '../documents/field-place.ts';
import type { Filter } from './compile-condition.ts';
import { below, type Expression } from './json-test.ts';
import { type StoredCollection, scalarPath, storedId } from './stored-collection.ts';
import { storedKey } from './stored-key.ts';

/** One key of an order, and where a cursor stands in it. */
export interface Term {
  readonly path: string;
  readonly descending: boolean;
  /** Undefined while there is no cursor; null stands for absent. */
  readonly position: Scalar | null | undefined;
}

export interface Order {
  readonly terms: readonly Term[];
  /**
   * Values to work out before sorting, by path: what is below a JSON field has no order of its own, and what is absent
   * comes before everything else unless something says that it does not.
   */
  readonly computed: Readonly<Record<string, Expression>> | undefined;
}

/**
 * The total order of a query: its sort keys, then id, then across tenants the tenant, the last two in the direction of
 * the last key so that one index serves both ways. In a JSON field scalars of different types are ordered by type;
 * arrays and objects count as absent.
 */
export function orderOf(
  collection: StoredCollection,
  tenant: string | undefined,
  query: Query<Record<string, unknown>>,
): Order {
  const terms: Term[] = [];
  const computed: Record<string, Expression> = {};
  const { after } = query;
  let descending = false;
  (query.sort ?? []).forEach((key, index) => {
    descending = key.direction === 'descending';
    const position = after === undefined ? undefined : (after.values[index] ?? null);
    const place = fieldPlace(collection, key.field);
    if (place.kind === 'json' || place.kind === 'folded json') {
      const absent = key.absent === 'greatest' ? GREATEST : 0;
      const value = jsonValue(place, ignoresCase(collection, place, key), key.element);
      computed[`r${index}`] = rankExpression(value, absent);
      computed[`s${index}`] = scalarExpression(value);
      const at = position === undefined ? undefined : rank(position, absent);
      terms.push({ path: `r${index}`, descending, position: at });
      terms.push({ path: `s${index}`, descending, position: typeof position === 'boolean' ? null : position });
    } else if (place.below.length === 0 && place.field !== 'id') {
      const path = scalarPath(place);
      if (key.absent === 'greatest') {
        computed[`a${index}`] = isAbsent(path);
        terms.push({ path: `a${index}`, descending, position: position === undefined ? undefined : position === null });
      }
      terms.push({ path, descending, position });
    } else if (place.field === 'id') {
      terms.push({ path: 'i', descending, position });
    }
  });
  if (tenant === undefined) {
    terms.push({ path: 'i', descending, position: after?.id });
    terms.push({ path: 't', descending, position: after === undefined ? undefined : (after.values.at(-1) ?? '') });
  } else {
    terms.push({ path: '_id', descending, position: after === undefined ? undefined : storedId(tenant, after.id) });
  }
  return { terms: withoutRest(terms, tenant), computed: Object.keys(computed).length === 0 ? undefined : computed };
}

/** Nothing follows a key that no two documents share, and within a tenant the id is told by `_id`, which has an index. */
function withoutRest(terms: readonly Term[], tenant: string | undefined): Term[] {
  const kept: Term[] = [];
  const seen = new Set<string>();
  for (const term of terms) {
    const path = term.path === 'i' && tenant !== undefined ? '_id' : term.path;
    if (seen.has(path)) continue;
    seen.add(path);
    const position =
      path === term.path || typeof term.position !== 'string' ? term.position : storedId(tenant ?? '', term.position);
    kept.push({ path, descending: term.descending, position });
    if (path === '_id') break;
  }
  return kept;
}

export const sortOf = ({ terms }: Order): Record<string, 1 | -1> =>
  Object.fromEntries(terms.map(({ path, descending }) => [path, descending ? -1 : 1]));

/**
 * What comes after the cursor, absent values being the smallest: the alternatives are "beyond in this key, tied in those
 * before it". A bound on the first key stands beside them, from which an index can start.
 */
export function afterCursor(terms: readonly Term[]): Filter[] {
  const alternatives: Filter[] = [];
  const tied: Filter[] = [];
  for (const term of terms) {
    const beyond = beyondOf(term);
    if (beyond !== undefined) alternatives.push(tied.length === 0 ? beyond : { $and: [...tied, beyond] });
    tied.push({ [term.path]: term.position });
  }
  const filters: Filter[] = [alternatives.length === 0 ? { _id: { $in: [] } } : { $or: alternatives }];
  const bound = terms.length > 1 ? notBefore(terms[0]) : undefined;
  return bound === undefined ? filters : [bound, ...filters];
}

function beyondOf({ path, descending, position }: Term): Filter | undefined {
  if (position === null) return descending ? undefined : { [path]: { $ne: null } };
  // Descending, the absent come last: whatever is not at the position or before it.
  return descending ? { [path]: { $not: { $gte: position } } } : { [path]: { $gt: position } };
}

function notBefore(term: Term | undefined): Filter | undefined {
  if (term === undefined) return undefined;
  const { path, descending, position } = term;
  if (position === null) return descending ? { [path]: null } : undefined;
  return descending ? { [path]: { $not: { $gt: position } } } : { [path]: { $gte: position } };
}

/** The value to sort by. The single object or scalar of an element choice is an array of one. */
function jsonValue(place: FieldPlace, folded: boolean, element: ElementChoice | undefined): Expression {
  const value = below(`$${folded ? 'f' : 'd'}.${storedKey(place.field)}`, place.below);
  if (element === undefined) return value;
  const isPreferred = { $eq: [below('$$element', [element.preferring]), true] };
  const preferred = { $first: { $filter: { input: '$$list', as: 'element', cond: isPreferred } } };
  return {
    $let: {
      vars: { list: { $let: { vars: { value }, in: { $cond: [{ $isArray: '$$value' }, '$$value', ['$$value']] } } } },
      in: {
        $let: {
          vars: { chosen: { $ifNull: [preferred, { $first: '$$list' }] } },
          in: below('$$chosen', element.field),
        },
      },
    },
  };
}

const isAbsent = (path: string): Expression => ({ $eq: [{ $ifNull: [`$${path}`, null] }, null] });

/** Beyond the ranks of values. */
const GREATEST = 5;

/** False 1, true 2, numbers 3, texts 4. */
const rankExpression = (value: Expression, absent: number): Expression => ({
  $let: {
    vars: { value },
    in: {
      $cond: [
        { $isNumber: '$$value' },
        3,
        {
          $cond: [
            { $eq: [{ $type: '$$value' }, 'string'] },
            4,
            { $cond: [{ $eq: ['$$value', false] }, 1, { $cond: [{ $eq: ['$$value', true] }, 2, absent] }] },
          ],
        },
      ],
    },
  },
});

const scalarExpression = (value: Expression): Expression => ({
  $let: {
    vars: { value },
    in: {
      $cond: [{ $or: [{ $isNumber: '$$value' }, { $eq: [{ $type: '$$value' }, 'string'] }] }, '$$value', null],
    },
  },
});

const rank = (value: Scalar | null, absent: number): number => {
  if (value === null) return absent;
  if (typeof value === 'boolean') return value ? 2 : 1;
  return typeof value === 'number' ? 3 : 4;
};
