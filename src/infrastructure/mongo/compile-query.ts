import type { Query } from '../../application/ports/query.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { conjunctsOf } from '../documents/is-lookup.ts';
import { compileCondition, type Filter } from './compile-condition.ts';
import { coveringMarks, hasDeclaredIndex, isUniqueLookup } from './index-choice.ts';
import type { Expression } from './json-test.ts';
import { afterCursor, orderOf, sortOf } from './sort-order.ts';
import { type StoredCollection, tenantRange } from './stored-collection.ts';

export type AnyQuery = Query<Record<string, unknown>>;

/** A query as the driver takes it. */
export interface CompiledQuery {
  readonly filter: Filter;
  readonly sort: Readonly<Record<string, 1 | -1>> | undefined;
  /** When there are values to sort by that must be worked out: those, and the part of the filter that looks at them. */
  readonly computed: Readonly<Record<string, Expression>> | undefined;
  readonly after: Filter | undefined;
  readonly limit: number | undefined;
  readonly offset: number;
}

/** `tenant` undefined: across tenants. */
export function compileFind(collection: StoredCollection, tenant: string | undefined, query: AnyQuery): CompiledQuery {
  const order = orderOf(collection, tenant, query);
  const sortsBy = order.computed === undefined ? order.terms[0]?.path : undefined;
  const parts = filterParts(collection, tenant, query.where, sortsBy);
  const after = query.after === undefined ? [] : afterCursor(order.terms);
  const isComputed = order.computed !== undefined;
  // At most one document to find needs no order, which might lead the server to another index.
  const single =
    !isComputed && tenant !== undefined && query.where !== undefined && isUniqueLookup(collection, query.where);
  return {
    filter: joined(isComputed ? parts : [...parts, ...after]),
    sort: single ? undefined : sortOf(order),
    computed: order.computed,
    after: isComputed && after.length > 0 ? joined(after) : undefined,
    limit: query.limit,
    offset: query.offset ?? 0,
  };
}

/** The filter of everything that does not care for order. */
export const compileFilter = (
  collection: StoredCollection,
  tenant: string | undefined,
  where: AnyCondition | undefined,
): Filter => joined(filterParts(collection, tenant, where, undefined));

function filterParts(
  collection: StoredCollection,
  tenant: string | undefined,
  where: AnyCondition | undefined,
  sortsBy: string | undefined,
): Filter[] {
  const conjuncts = where === undefined ? [] : conjunctsOf(where);
  const parts: Filter[] = [];
  if (tenant !== undefined) {
    parts.push({ t: tenant });
    if (!hasDeclaredIndex(collection, conjuncts, sortsBy)) parts.push({ _id: tenantRange(tenant) });
  }
  for (const mark of coveringMarks(collection, conjuncts)) parts.push({ [`k.${mark.name}`]: true });
  if (where !== undefined) parts.push(compileCondition(where, collection, tenant));
  return parts;
}

const joined = (parts: readonly Filter[]): Filter => {
  const [only] = parts;
  if (only === undefined) return {};
  return parts.length === 1 ? only : { $and: parts };
};
