import type { NamedBy, Scalar } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { type FieldPlace, fieldPlace, ignoresCase } from '../documents/field-place.ts';
import { isStorable } from '../documents/storable-text.ts';
import { elementMatch } from './element-match.ts';
import { below, jsonTest } from './json-test.ts';
import { type StoredCollection, scalarPath, storedId } from './stored-collection.ts';
import { storedKey } from './stored-key.ts';

/** A filter in MongoDB's language. */
export type Filter = { readonly [key: string]: unknown };

type Leaf = Exclude<Extract<AnyCondition, { field: unknown }>, { op: 'elementMatch' }>;
type ScalarType = 'string' | 'number' | 'boolean';

export const EVERYTHING: Filter = {};
const NOTHING: Filter = { _id: { $in: [] } };

/**
 * The condition as a filter. Declared scalar fields get the operators that indexes serve, which never convert types and
 * never see an array there; what is below a JSON field gets expressions, as the operators' paths walk through arrays.
 * `tenant` is what the query is confined to, if anything; `named` says how to ask who names a document, if one may.
 */
export function compileCondition(
  condition: AnyCondition,
  collection: StoredCollection,
  tenant?: string,
  named?: (condition: NamedBy) => Filter,
): Filter {
  const compile = (part: AnyCondition): Filter => compileCondition(part, collection, tenant, named);
  switch (condition.op) {
    case 'and':
      return condition.conditions.length === 0 ? EVERYTHING : { $and: condition.conditions.map(compile) };
    case 'or':
      return condition.conditions.length === 0 ? NOTHING : { $or: condition.conditions.map(compile) };
    case 'not':
      return compileAbsent(condition.condition, collection) ?? { $nor: [compile(condition.condition)] };
    case 'elementMatch':
      return { $expr: elementMatch(condition, collection) };
    case 'namedBy':
      if (named === undefined) throw new TypeError('Who names a document can only be asked by reads');
      return named(condition);
    default:
      return compileLeaf(condition, collection, tenant);
  }
}

/** A scalar that is not `present` is one of few values, which an index finds at once. */
function compileAbsent(condition: AnyCondition, collection: StoredCollection): Filter | undefined {
  if (condition.op !== 'present') return undefined;
  const place = fieldPlace(collection, condition.field);
  if (isJson(place) || place.below.length > 0) return undefined;
  return { [scalarPath(place)]: typeOf(place) === 'string' ? { $in: [null, ''] } : null };
}

function compileLeaf(condition: Leaf, collection: StoredCollection, tenant: string | undefined): Filter {
  const place = fieldPlace(collection, condition.field);
  if (isJson(place)) {
    const folded = ignoresCase(collection, place, condition);
    const base = `$${folded ? 'f' : 'd'}.${storedKey(place.field)}`;
    return { $expr: jsonTest(below(base, place.below), condition, folded) };
  }
  if (place.below.length > 0) return NOTHING;
  if (place.field === 'id' && tenant !== undefined) {
    const byId = compileId(condition, tenant);
    if (byId !== undefined) return byId;
  }
  return compileScalar(scalarPath(place), typeOf(place), place.kind === 'folded string', condition);
}

const isJson = ({ kind }: FieldPlace): boolean => kind === 'json' || kind === 'folded json';

const typeOf = ({ kind }: FieldPlace): ScalarType => {
  if (kind === 'number' || kind === 'version') return 'number';
  return kind === 'boolean' ? 'boolean' : 'string';
};

/** Within a tenant, `_id` stands for the id: equal where it is equal, and in the same order. */
function compileId(condition: Leaf, tenant: string): Filter | undefined {
  if (condition.op === 'in') {
    const ids = condition.values.filter((value) => typeof value === 'string' && isStorable(value));
    return { _id: { $in: ids.map((id) => storedId(tenant, String(id))) } };
  }
  if (!('value' in condition) || typeof condition.value !== 'string' || !isStorable(condition.value)) return undefined;
  const id = storedId(tenant, condition.value);
  switch (condition.op) {
    case 'eq':
      return { _id: id };
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { _id: { [`$${condition.op}`]: id } };
    default:
      return undefined;
  }
}

function compileScalar(path: string, type: ScalarType, folds: boolean, condition: Leaf): Filter {
  const prepare = (value: Scalar) => (folds && typeof value === 'string' ? foldCase(value) : value);
  switch (condition.op) {
    case 'present':
      return { [path]: type === 'string' ? { $gt: '' } : { $exists: true } };
    case 'in': {
      const wanted = condition.values.filter((value) => typeof value === type && isComparable(value));
      return wanted.length === 0 ? NOTHING : { [path]: { $in: wanted.map(prepare) } };
    }
    case 'startsWith':
      if (type !== 'string' || !isStorable(condition.value)) return NOTHING;
      return { [path]: withPrefix(String(prepare(condition.value))) };
    case 'contains':
    case 'endsWith':
      if (type !== 'string' || !isStorable(condition.value)) return NOTHING;
      return { $expr: jsonTest(`$${path}`, { op: condition.op, value: String(prepare(condition.value)) }, false) };
    default: {
      const { op, value } = condition;
      if (typeof value !== type || Number.isNaN(value)) return NOTHING;
      if (typeof value === 'string' && !isStorable(value)) {
        if (op === 'eq') return NOTHING;
        throw new UnstorableText(path);
      }
      return { [path]: { [`$${op}`]: prepare(value) } };
    }
  }
}

/** Texts that begin like this are a range. */
export function withPrefix(prefix: string): Filter {
  const points = [...prefix].map((character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return { $gte: prefix, $lt: String.fromCodePoint(...points, next) };
  }
  return { $gte: prefix };
}

const isComparable = (value: Scalar): boolean =>
  typeof value === 'string' ? isStorable(value) : typeof value !== 'number' || Number.isFinite(value);
