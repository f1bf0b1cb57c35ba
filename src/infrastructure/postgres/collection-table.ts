import type { CollectionSpec, Doc, FieldKind } from '../../application/ports/collection.ts';
import type { Condition, Scalar } from '../../application/ports/query.ts';
import { identifier, snakeCase } from './sql-text.ts';

/** A document whose type does not matter: how the adapter sees them all. */
export type AnyDoc = Doc & Readonly<Record<string, unknown>>;
export type AnyCondition = Condition<Record<string, unknown>>;

/** `id`, `tenant` and `version` are columns; every other field lives in the document. */
export type ColumnKind = FieldKind | 'id' | 'version';

/** A declared field of a scalar kind, the type its values must have, and whether a key or an index covers it. */
export interface ScalarField {
  readonly field: string;
  readonly type: 'string' | 'number' | 'boolean';
  readonly inKey: boolean;
}

/** How one collection is kept: a table of documents with, where case is folded, a copy of the folded fields beside them. */
export interface CollectionTable {
  readonly collection: string;
  /** Qualified and quoted. */
  readonly name: string;
  readonly spec: CollectionSpec<AnyDoc>;
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  readonly scalars: readonly ScalarField[];
  readonly foldedFields: ReadonlySet<string>;
  /** Values that partial keys and indexes mention: written into statements so that the planner can use those. */
  readonly constants: ReadonlyMap<string, ReadonlySet<Scalar>>;
  /** Which declared key a violated constraint stands for. */
  readonly keyOfConstraint: ReadonlyMap<string, string>;
  readonly bareName: string;
  readonly schema: string;
}

export function collectionTable(spec: CollectionSpec<AnyDoc>, schema: string): CollectionTable {
  const bareName = snakeCase(spec.name);
  const kinds = new Map<string, ColumnKind>([
    ['id', 'id'],
    ['tenant', 'id'],
    ['version', 'version'],
  ]);
  const scalars: ScalarField[] = [];
  const inKeys = new Set<string>([...spec.unique, ...spec.indexes].flatMap(({ fields }) => fields));
  const foldedFields = new Set<string>();
  for (const [field, kind] of Object.entries(spec.fields) as [string, FieldKind][]) {
    kinds.set(field, kind);
    if (kind === 'string' || kind === 'folded string') {
      scalars.push({ field, type: 'string', inKey: inKeys.has(field) });
    }
    if (kind === 'number' || kind === 'boolean') scalars.push({ field, type: kind, inKey: inKeys.has(field) });
    if (kind === 'folded string' || kind === 'folded json') foldedFields.add(field);
  }
  const constants = new Map<string, Set<Scalar>>();
  for (const { where } of [...spec.unique, ...spec.indexes]) if (where) collectConstants(where, constants);
  const keyOfConstraint = new Map([[primaryKeyName(bareName), 'id']]);
  for (const key of spec.unique) keyOfConstraint.set(uniqueIndexName(bareName, key.name), key.name);
  return {
    collection: spec.name,
    name: `${identifier(schema)}.${identifier(bareName)}`,
    bareName,
    schema,
    spec,
    kinds,
    scalars,
    foldedFields,
    constants,
    keyOfConstraint,
  };
}

export const primaryKeyName = (table: string): string => `${table}_pkey`;
export const uniqueIndexName = (table: string, key: string): string => `${table}_unique_${snakeCase(key)}`;
export const indexName = (table: string, index: string): string => `${table}_by_${snakeCase(index)}`;

function collectConstants(condition: AnyCondition, into: Map<string, Set<Scalar>>): void {
  const add = (field: unknown, values: readonly Scalar[]) => {
    if (typeof field !== 'string') return;
    const known = into.get(field) ?? new Set();
    for (const value of values) known.add(value);
    into.set(field, known);
  };
  switch (condition.op) {
    case 'and':
    case 'or':
      for (const part of condition.conditions) collectConstants(part, into);
      return;
    case 'not':
      collectConstants(condition.condition, into);
      return;
    case 'eq':
      add(condition.field, [condition.value]);
      return;
    case 'in':
      add(condition.field, condition.values);
      return;
    default:
  }
}
