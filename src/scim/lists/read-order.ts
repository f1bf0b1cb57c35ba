import type { Scalar, SortKey } from '../../application/ports/query.ts';
import { badRequest, invalidValue } from '../errors/scim-error.ts';
import type { FilterStorage } from '../filter/compile-filter.ts';
import type { QueryParameters } from '../protocol/scim-call.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';

/** The order of a list: by one attribute, or by nothing, which is the order of creation. Ties go by id. */
export interface ListOrder<T> {
  readonly keys: readonly SortKey<T>[];
  /** Whether documents can have this value to be sorted by, so that a cursor may hold it. */
  isPosition(value: Scalar | null): boolean;
}

export const BY_CREATION = { keys: [], isPosition: () => false };
const DIRECTIONS: ReadonlySet<string> = new Set(['ascending', 'descending']);

/**
 * Reads `sortBy` and `sortOrder` (RFC 7644 §3.4.2.3): text in the order of its code points, ignoring case unless the
 * attribute is case-exact; lists by their primary or else first value; what is absent last, descending first. An attribute
 * for which `isForeign` holds belongs to other resource types of the same query: here it is absent everywhere.
 * @throws ScimError 400 invalidPath for an unknown attribute, invalidValue for one that cannot be sorted by
 */
export function readOrder<T>(
  type: ResourceType,
  storage: Pick<FilterStorage<T>, 'fieldOf'>,
  query: QueryParameters,
  isForeign: (name: string) => boolean = () => false,
): ListOrder<T> {
  const name = query.get('sortBy')?.trim();
  if (!name) return BY_CREATION;
  const direction = readDirection(query);
  if (!type.find(name) && isForeign(name)) return BY_CREATION;
  const attribute = findSortable(type, name);
  const list = attribute.multiValued ? attribute : attribute.parent?.multiValued ? attribute.parent : undefined;
  const why = attribute.unfilterable ?? list?.unfilterable ?? attribute.parent?.unfilterable;
  if (why !== undefined) throw invalidValue(`sortBy: ${attribute.label} ${why}`);
  const isHidden = attribute.returned === 'never' || attribute.mutability === 'writeOnly';
  const field = isHidden ? undefined : storage.fieldOf(list ?? attribute);
  if (field === undefined) throw invalidValue(`sortBy: a list cannot be sorted by ${attribute.label}`);
  const isOwnField = typeof field === 'string';
  const key: SortKey<T> = {
    field,
    direction,
    ...(!(isOwnField && attribute.label !== 'externalId') && { absent: 'greatest' }),
    ...(!isOwnField && attribute.caseExact && { caseExact: true }),
    ...(list && { element: { preferring: 'primary', field: list === attribute ? [] : [attribute.name] } }),
  };
  const valueType = attribute.type === 'boolean' ? 'boolean' : 'string';
  // Below a JSON field any scalar has its place; a field of its own has one type.
  const isPosition = (value: Scalar | null) => value === null || !isOwnField || typeof value === valueType;
  return { keys: [key], isPosition };
}

export function readDirection(query: QueryParameters): 'ascending' | 'descending' {
  const direction = query.get('sortOrder')?.trim().toLowerCase() || 'ascending';
  if (!DIRECTIONS.has(direction)) throw invalidValue('sortOrder must be ascending or descending');
  return direction as 'ascending' | 'descending';
}

function findSortable(type: ResourceType, name: string): AttributeDefinition {
  const target = type.find(name);
  if (!target) {
    const shown = JSON.stringify(name.slice(0, 120));
    throw badRequest('invalidPath', `sortBy: a ${type.name} has no attribute ${shown}`);
  }
  if (target.kind !== 'attribute') throw invalidValue('sortBy must name an attribute, not a schema');
  const { attribute } = target;
  const sortable = attribute.type === 'complex' ? attribute.subAttributes.get('value') : attribute;
  if (sortable?.type === 'binary') throw invalidValue(`sortBy: ${sortable.label} is binary and has no order`);
  if (sortable) return sortable;
  const [example] = attribute.subAttributes.values();
  throw invalidValue(
    `sortBy: ${attribute.label} is complex, so name one of its sub-attributes, like ${attribute.label}.${example?.name ?? 'value'}`,
  );
}
