import { type AnyCondition, type AnySpec, type DeclaredFields, declaredFields } from '../documents/declared-fields.ts';
import { type FieldPlace, fieldPlace } from '../documents/field-place.ts';
import { storedKey } from './stored-key.ts';

/**
 * A document as MongoDB holds it. `_id` is the tenant, NUL (which no stored text contains) and the id, so that one index
 * serves looking up, the order by id and the documents of a tenant, and ids are unique within the tenant only.
 */
export interface StoredDocument {
  readonly _id: string;
  /** Tenant. */
  readonly t: string;
  /** Id. */
  readonly i: string;
  /** Version. */
  readonly v: number;
  /** The document's other fields, keys escaped (see `storedKey`). */
  readonly d: Readonly<Record<string, unknown>>;
  /** Folded copies of the fields that ignore case. */
  readonly f?: Readonly<Record<string, unknown>>;
  /** Marks: which partial keys and indexes cover the document. Only `true` is stored. */
  readonly k?: Readonly<Record<string, true>>;
  /** Whether some key in `d` is escaped. */
  readonly e?: true;
}

/** A partial key or index: documents it covers carry its mark, as MongoDB's own partial indexes know no negation. */
export interface Mark {
  /** `k.` and this is the path of the mark. */
  readonly name: string;
  readonly where: AnyCondition;
  /** Fields that must be there as well. */
  readonly needs: readonly string[];
  /** Every field the mark depends on. */
  readonly fields: ReadonlySet<string>;
}

/** A MongoDB index as it has to be. */
export interface StoredIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly key: Readonly<Record<string, 1>>;
  readonly partial?: Readonly<Record<string, unknown>>;
  /** The declared key it enforces. */
  readonly declared: string;
  readonly fields: readonly string[];
  readonly acrossTenants: boolean;
  readonly mark?: Mark;
}

/** How one declared collection is kept. */
export interface StoredCollection extends DeclaredFields {
  readonly name: string;
  readonly marks: readonly Mark[];
  readonly indexes: readonly StoredIndex[];
  /** All collections by their names, which conditions may be about. */
  readonly siblings: ReadonlyMap<string, StoredCollection>;
}

export function storedCollections(specs: readonly AnySpec[]): StoredCollection[] {
  const siblings = new Map<string, StoredCollection>();
  for (const spec of specs) siblings.set(spec.name, storedCollection(spec, siblings));
  return [...siblings.values()];
}

export function storedCollection(
  spec: AnySpec,
  siblings: ReadonlyMap<string, StoredCollection> = new Map(),
): StoredCollection {
  const declared = declaredFields(spec);
  const unique = spec.unique.map(({ name, fields, where }): StoredIndex => {
    const mark = where === undefined ? undefined : markOf(`u_${name}`, where, fields);
    const paths = fields.map((field) => indexedPath(declared, field));
    const partial =
      mark === undefined
        ? Object.fromEntries(paths.map((path) => [path, { $exists: true }]))
        : { [`k.${mark.name}`]: true };
    const key = Object.fromEntries(['t', ...paths].map((path) => [path, 1 as const]));
    return {
      name: `unique_${name}`,
      unique: true,
      key,
      partial,
      declared: name,
      fields,
      acrossTenants: false,
      ...(mark === undefined ? undefined : { mark }),
    };
  });
  const plain = spec.indexes.map(({ name, fields, where, acrossTenants = false }): StoredIndex => {
    const mark = where === undefined ? undefined : markOf(`i_${name}`, where, []);
    const paths = fields.map((field) => indexedPath(declared, field));
    // What breaks ties in an order ends the index, so that it serves the order too.
    const keys = acrossTenants ? [...paths, 'i', 't'] : ['t', ...paths, '_id'];
    return {
      name: `by_${name}`,
      unique: false,
      key: Object.fromEntries(keys.map((path) => [path, 1 as const])),
      declared: name,
      fields,
      acrossTenants,
      ...(mark === undefined ? undefined : { mark, partial: { [`k.${mark.name}`]: true } }),
    };
  });
  const indexes = [...unique, ...plain];
  return {
    ...declared,
    name: spec.name,
    siblings,
    indexes,
    marks: indexes.flatMap(({ mark }) => (mark === undefined ? [] : [mark])),
  };
}

/** The path of a field that is stored as one scalar, as it is compared. */
export function scalarPath({ field, kind }: Pick<FieldPlace, 'field' | 'kind'>): string {
  if (kind === 'id') return field === 'tenant' ? 't' : 'i';
  if (kind === 'version') return 'v';
  return kind === 'folded string' ? `f.${storedKey(field)}` : `d.${storedKey(field)}`;
}

export const storedId = (tenant: string, id: string): string => `${tenant}\0${id}`;

/** The documents of a tenant, as bounds of `_id`. */
export const tenantRange = (tenant: string): { readonly $gt: string; readonly $lt: string } => ({
  $gt: `${tenant}\0`,
  $lt: `${tenant}\x01`,
});

function indexedPath(declared: DeclaredFields, field: string): string {
  const place = fieldPlace(declared, field);
  if (place.kind === 'json' || place.kind === 'folded json') {
    throw new TypeError(`${declared.collection}.${field} holds JSON and cannot be part of a key or an index`);
  }
  return scalarPath(place);
}

function markOf(name: string, where: AnyCondition, needs: readonly string[]): Mark {
  const fields = new Set(needs);
  collectFields(where, fields);
  return { name, where, needs, fields };
}

function collectFields(condition: AnyCondition, into: Set<string>): void {
  switch (condition.op) {
    case 'and':
    case 'or':
      for (const part of condition.conditions) collectFields(part, into);
      return;
    case 'not':
      collectFields(condition.condition, into);
      return;
    default:
      if ('field' in condition && typeof condition.field === 'string') into.add(condition.field);
  }
}
