import type { Scalar } from '../../application/ports/query.ts';
import { type AnyCondition, type AnySpec, type DeclaredFields, declaredFields } from '../documents/declared-fields.ts';
import { identifier, snakeCase } from './sql-text.ts';

/** How one collection is kept: a table of documents with, where case is folded, a copy of the folded fields beside them. */
export interface CollectionTable extends DeclaredFields {
  /** Qualified and quoted. */
  readonly name: string;
  /** Values that partial keys and indexes mention: written into statements so that the planner can use those. */
  readonly constants: ReadonlyMap<string, ReadonlySet<Scalar>>;
  /** Which declared key a violated constraint stands for. */
  readonly keyOfConstraint: ReadonlyMap<string, string>;
  readonly bareName: string;
  readonly schema: string;
}

export function collectionTable(spec: AnySpec, schema: string): CollectionTable {
  const bareName = snakeCase(spec.name);
  const constants = new Map<string, Set<Scalar>>();
  for (const { where } of [...spec.unique, ...spec.indexes]) if (where) collectConstants(where, constants);
  const keyOfConstraint = new Map([[primaryKeyName(bareName), 'id']]);
  for (const key of spec.unique) keyOfConstraint.set(uniqueIndexName(bareName, key.name), key.name);
  return {
    ...declaredFields(spec),
    name: `${identifier(schema)}.${identifier(bareName)}`,
    bareName,
    schema,
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
