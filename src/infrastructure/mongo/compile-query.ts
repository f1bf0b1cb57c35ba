import type { mongo } from 'mongoose';
import type { NamedBy, Query } from '../../application/ports/query.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace } from '../documents/field-place.ts';
import { conjunctsOf } from '../documents/is-lookup.ts';
import { namedByIn, namingCollection } from '../documents/named-by.ts';
import { compileCondition, type Filter } from './compile-condition.ts';
import { coveringMarks, hasDeclaredIndex, isUniqueLookup } from './index-choice.ts';
import type { Expression } from './json-test.ts';
import { afterCursor, orderOf, sortOf } from './sort-order.ts';
import { type StoredCollection, scalarPath, tenantRange } from './stored-collection.ts';

export type AnyQuery = Query<Record<string, unknown>>;

/** Which documents are meant. */
export interface Matching {
  readonly filter: Filter;
  /** What is asked of those besides: whether documents of other collections name them. */
  readonly naming: NamingStages | undefined;
}

/** Looks up, for each document, whether others name it, and goes on with those for which `filter` holds then. */
export interface NamingStages {
  readonly lookups: readonly mongo.Document[];
  readonly filter: Filter;
}

/** A query as the driver takes it. */
export interface CompiledQuery extends Matching {
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
  const { parts, naming } = matchingParts(collection, tenant, query.where, sortsBy);
  const after = query.after === undefined ? [] : afterCursor(order.terms);
  const isComputed = order.computed !== undefined;
  // At most one document to find needs no order, which might lead the server to another index.
  const single =
    !isComputed && tenant !== undefined && query.where !== undefined && isUniqueLookup(collection, query.where);
  return {
    filter: joined(isComputed ? parts : [...parts, ...after]),
    naming,
    sort: single ? undefined : sortOf(order),
    computed: order.computed,
    after: isComputed && after.length > 0 ? joined(after) : undefined,
    limit: query.limit,
    offset: query.offset ?? 0,
  };
}

/** The same for everything that does not care for order. */
export function compileMatching(
  collection: StoredCollection,
  tenant: string | undefined,
  where: AnyCondition | undefined,
): Matching {
  const { parts, naming } = matchingParts(collection, tenant, where, undefined);
  return { filter: joined(parts), naming };
}

/** The stages of a pipeline that lead to what is meant. */
export const matchingStages = ({ filter, naming }: Matching): mongo.Document[] => [
  { $match: filter },
  ...namingStages(naming),
];

export const namingStages = (naming: NamingStages | undefined): mongo.Document[] =>
  naming === undefined
    ? []
    : [...naming.lookups, { $match: naming.filter }, { $unset: naming.lookups.map(({ $lookup }) => $lookup.as) }];

/** The filter of what is asked of the documents alone. */
export const compileFilter = (
  collection: StoredCollection,
  tenant: string | undefined,
  where: AnyCondition | undefined,
): Filter => joined(filterParts(collection, tenant, where, undefined));

function matchingParts(
  collection: StoredCollection,
  tenant: string | undefined,
  where: AnyCondition | undefined,
  sortsBy: string | undefined,
): { readonly parts: readonly Filter[]; readonly naming: NamingStages | undefined } {
  const conjuncts = where === undefined ? [] : conjunctsOf(where);
  const late = conjuncts.filter((part) => namedByIn(part).length > 0);
  if (late.length === 0) return { parts: filterParts(collection, tenant, where, sortsBy), naming: undefined };
  const early = { op: 'and', conditions: conjuncts.filter((part) => !late.includes(part)) } as const;
  const lookups: mongo.Document[] = [];
  const named = (condition: NamedBy): Filter => {
    const as = `n${lookups.length}`;
    lookups.push({ $lookup: { ...namingLookup(collection, condition, tenant), as } });
    return { [as]: { $ne: [] } };
  };
  const filter = joined(late.map((part) => compileCondition(part, collection, tenant, named)));
  return { parts: filterParts(collection, tenant, early, sortsBy), naming: { lookups, filter } };
}

function namingLookup(collection: StoredCollection, condition: NamedBy, tenant: string | undefined): mongo.Document {
  const naming = namingCollection(collection, condition, tenant);
  return {
    from: naming.name,
    localField: 'i',
    foreignField: scalarPath(fieldPlace(naming, condition.by)),
    pipeline: [{ $match: compileFilter(naming, tenant, condition.where) }, { $limit: 1 }, { $project: { _id: 1 } }],
  };
}

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
