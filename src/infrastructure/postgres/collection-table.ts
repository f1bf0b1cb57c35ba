import type { Scalar } from '../../application/ports/query.ts';
import {
  type AnyCondition,
  type AnySpec,
  type DeclaredFields,
  declaredFields,
  type StoredKind,
} from '../documents/declared-fields.ts';
import { type ScalarKind, scalarInDocument } from './field-expression.ts';
import { identifier, snakeCase } from './sql-text.ts';

/** A column the server derives from the document, so that indexes and statements need not look into it. */
export interface FieldColumn {
  readonly bareName: string;
  /** Quoted. */
  readonly name: string;
  /** As a table declares it. */
  readonly definition: string;
  /**
   * Several indexes begin with it. Statistics would have the planner believe that a value they do not know is rare, and
   * take whichever index begins with it; without them it takes the one that covers most of what is asked.
   */
  readonly leadsSeveral: boolean;
}

/**
 * How one collection is kept: a table of documents with, where case is folded, a copy of the folded fields beside them, and
 * a column for every scalar that an index covers. An update that changes none of these columns leaves the indexes alone
 * (heap-only), and a count is answered from an index.
 */
export interface CollectionTable extends DeclaredFields {
  /** Qualified and quoted. */
  readonly name: string;
  /** By field. */
  readonly columns: ReadonlyMap<string, FieldColumn>;
  /** Values that partial keys and indexes mention: written into statements so that the planner can use those. */
  readonly constants: ReadonlyMap<string, ReadonlySet<Scalar>>;
  /** Which declared key a violated constraint stands for. */
  readonly keyOfConstraint: ReadonlyMap<string, string>;
  readonly bareName: string;
  readonly schema: string;
  /** The tables of all collections, by the names of these, which conditions may be about. */
  readonly siblings: ReadonlyMap<string, CollectionTable>;
}

export function collectionTables(specs: readonly AnySpec[], schema: string): CollectionTable[] {
  const siblings = new Map<string, CollectionTable>();
  for (const spec of specs) siblings.set(spec.name, collectionTable(spec, schema, siblings));
  return [...siblings.values()];
}

export function collectionTable(
  spec: AnySpec,
  schema: string,
  siblings: ReadonlyMap<string, CollectionTable> = new Map(),
): CollectionTable {
  const bareName = snakeCase(spec.name);
  const declared = declaredFields(spec);
  const constants = new Map<string, Set<Scalar>>();
  const columns = new Map<string, FieldColumn>();
  const leading = [...spec.unique, ...spec.indexes].map(({ fields }) => fields[0]);
  const addColumn = (field: string) => {
    const kind = declared.kinds.get(field);
    if (kind === undefined || !hasColumn(kind)) return;
    const leadsSeveral = leading.filter((first) => first === field).length > 1;
    columns.set(field, { ...fieldColumn(field, kind), leadsSeveral });
  };
  for (const { fields, where } of [...spec.unique, ...spec.indexes]) {
    fields.forEach(addColumn);
    if (where) collectFields(where, addColumn);
    if (where) collectConstants(where, constants);
  }
  const keyOfConstraint = new Map([[primaryKeyName(bareName), 'id']]);
  for (const key of spec.unique) keyOfConstraint.set(uniqueIndexName(bareName, key.name), key.name);
  return {
    ...declared,
    name: `${identifier(schema)}.${identifier(bareName)}`,
    bareName,
    schema,
    columns,
    constants,
    keyOfConstraint,
    siblings,
  };
}

export const primaryKeyName = (table: string): string => `${table}_pkey`;
export const uniqueIndexName = (table: string, key: string): string => `${table}_unique_${snakeCase(key)}`;
export const indexName = (table: string, index: string): string => `${table}_by_${snakeCase(index)}`;

const hasColumn = (kind: StoredKind): kind is ScalarKind =>
  kind === 'string' || kind === 'folded string' || kind === 'number' || kind === 'boolean';

const TYPES = { string: 'text collate "C"', 'folded string': 'text collate "C"', number: 'float8', boolean: 'boolean' };

function fieldColumn(field: string, kind: ScalarKind): Omit<FieldColumn, 'leadsSeveral'> {
  const bareName = `f_${field}`;
  const name = identifier(bareName);
  const type = TYPES[kind as keyof typeof TYPES];
  return {
    bareName,
    name,
    definition: `${name} ${type} generated always as (${scalarInDocument(field, kind)}) stored`,
  };
}

/** Tells of every field a condition looks at. */
function collectFields(condition: AnyCondition, add: (field: string) => void): void {
  if (condition.op === 'and' || condition.op === 'or') {
    for (const part of condition.conditions) collectFields(part, add);
  } else if (condition.op === 'not') {
    collectFields(condition.condition, add);
  } else if ('field' in condition && typeof condition.field === 'string') add(condition.field);
}

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
