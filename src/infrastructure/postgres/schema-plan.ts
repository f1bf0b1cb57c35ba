import { hash } from 'node:crypto';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace } from '../documents/field-place.ts';
import { type CollectionTable, indexName, primaryKeyName, uniqueIndexName } from './collection-table.ts';
import { compileCondition } from './compile-condition.ts';
import { scalarExpression } from './field-expression.ts';
import { inlineValues } from './parameters.ts';
import { identifier } from './sql-text.ts';

/** An index as it has to be; `definition` is kept as its comment, which tells when it has to be made anew. */
export interface PlannedIndex {
  readonly name: string;
  readonly table: CollectionTable;
  readonly definition: string;
}

/** What the declarations come to in tables and indexes. */
export interface SchemaPlan {
  readonly schema: string;
  readonly tables: readonly CollectionTable[];
  readonly indexes: readonly PlannedIndex[];
  /** Changes when anything of it does. */
  readonly fingerprint: string;
}

/** Raised when the way this adapter lays out documents changes. */
const LAYOUT = 2;

export function schemaPlan(schema: string, tables: readonly CollectionTable[]): SchemaPlan {
  const indexes = tables.flatMap(indexesOf);
  const facts = [
    LAYOUT,
    ...tables.map((table) => [createTable(table), foldedFieldsOf(table)]),
    indexes.map(({ definition }) => definition),
  ];
  const fingerprint = hash('sha256', JSON.stringify(facts));
  return { schema, tables, indexes, fingerprint };
}

export const createTable = (table: CollectionTable): string =>
  `create table if not exists ${table.name} (
    tenant text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    doc jsonb not null,${table.foldedFields.size > 0 ? `\n    folded jsonb not null default '{}',` : ''}
${[...table.columns.values()].map(({ definition }) => `    ${definition},\n`).join('')}    constraint ${identifier(primaryKeyName(table.bareName))} primary key (tenant, id)
  ) with (fillfactor = ${FILL_FACTOR})`;

/** Room in every page for the next version of a row, which then needs no new entries in the indexes. */
export const FILL_FACTOR = 85;

/** Kept as the table's comment: when it changes, the folded copies have to be made again. */
export const foldedFieldsOf = (table: CollectionTable): string => [...table.foldedFields].sort().join(' ');

function indexesOf(table: CollectionTable): PlannedIndex[] {
  const planned = (name: string, unique: boolean, fields: readonly string[], tenant: boolean, where?: AnyCondition) => {
    const columns = fields.map((field) => (field === 'id' ? field : `(${columnOf(table, field)}) nulls first`));
    if (tenant) columns.unshift('tenant');
    const covered = where === undefined ? '' : ` where ${compileCondition(where, table, inlineValues)}`;
    const definition = `create ${unique ? 'unique ' : ''}index ${identifier(name)} on ${table.name} (${columns.join(', ')})${covered}`;
    return { name, table, definition };
  };
  return [
    ...table.spec.unique.map(({ name, fields, where }) =>
      planned(uniqueIndexName(table.bareName, name), true, fields, true, where),
    ),
    ...table.spec.indexes.map(({ name, fields, where, acrossTenants }) =>
      planned(indexName(table.bareName, name), false, fields, acrossTenants !== true, where),
    ),
  ];
}

function columnOf(table: CollectionTable, field: string): string {
  const place = fieldPlace(table, field);
  if (place.kind === 'json' || place.kind === 'folded json') {
    throw new TypeError(`${table.collection}.${field} holds JSON and cannot be part of a key or an index`);
  }
  return scalarExpression(table, place.field, place.kind);
}
