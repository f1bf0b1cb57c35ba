import type { Query } from '../../application/ports/query.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace } from '../documents/field-place.ts';
import { conjunctsOf, isLookup, walkedIndex } from '../documents/is-lookup.ts';
import type { CollectionTable } from './collection-table.ts';
import { compileCondition } from './compile-condition.ts';
import type { Value } from './connection.ts';
import { scalarExpression, scalarInDocument } from './field-expression.ts';
import { inlineValues, StatementParameters } from './parameters.ts';
import { afterCursor, type CursorPart, cursorParts, fromClause, orderBy, sortTerms } from './sort-order.ts';
import { testedLast } from './sql-text.ts';

export type AnyQuery = Query<Record<string, unknown>>;

/** The text of a statement, the same for every query of a shape, and the values of this one. */
export interface Compiled {
  readonly text: string;
  readonly values: readonly Value[];
}

const WHOLE = 'version, doc';

/**
 * The statements of a query, to be run in turn until the limit is reached. `tenant` undefined: across tenants. The rows
 * are (version, doc), or what `columns` says.
 */
export function compileFind(
  table: CollectionTable,
  tenant: string | undefined,
  query: AnyQuery,
  columns = WHOLE,
): Compiled[] {
  if (query.after === undefined) return [compilePart(table, tenant, query, undefined, columns)];
  const skips = query.offset !== undefined && query.offset > 0;
  const parts = skips ? (['all'] as const) : cursorParts(sortTerms(table, tenant === undefined, query, inlineValues));
  return parts.map((part) => compilePart(table, tenant, query, part, columns));
}

function compilePart(
  table: CollectionTable,
  tenant: string | undefined,
  query: AnyQuery,
  part: CursorPart | undefined,
  columns: string,
): Compiled {
  const values = new StatementParameters();
  const tests = whereTests(walks(table, query) ? walkingTable(table) : table, tenant, query.where, values);
  const terms = sortTerms(table, tenant === undefined, query, values);
  if (part !== undefined) tests.push(afterCursor(terms, part, values));
  const from = fromClause(table, terms);
  const order = ` order by ${orderBy(terms)}`;
  let found = `${from}${whereClause(tests)}${order}`;
  if (query.limit !== undefined) found += ` limit ${values.count(query.limit)}`;
  if (query.offset === undefined || query.offset <= 0) {
    return { text: `select ${columns} from ${found}`, values: values.values };
  }
  found += ` offset ${values.count(query.offset)}`;
  if (tenant === undefined) return { text: `select ${columns} from ${found}`, values: values.values };
  // What is passed over is counted in an index, where there is one, and never read.
  const these = [`tenant = ${values.text(tenant)}`, `id = any(array(select id from ${found}))`];
  return { text: `select ${columns} from ${from}${whereClause(these)}${order}`, values: values.values };
}

/** Whether a page in order of the ids is best read by walking an index that begins with them. */
const walks = (table: CollectionTable, { sort = [], where }: AnyQuery): boolean =>
  sort.length === 0 && walkedIndex(table, where) !== undefined && !isLookup(table, where);

const walkingTables = new WeakMap<CollectionTable, CollectionTable>();

/**
 * The table with columns by which no index can be entered, only filtered while it is walked. What begins with them would
 * have the server gather and sort all there is for every page; having no statistics of them, it believes that is little.
 */
function walkingTable(table: CollectionTable): CollectionTable {
  const known = walkingTables.get(table);
  if (known) return known;
  const columns = new Map(
    [...table.columns].map(([field, column]) =>
      column.leadsSeveral ? [field, { ...column, name: `(${column.name} || '')` }] : [field, column],
    ),
  );
  const walking = { ...table, columns };
  walkingTables.set(table, walking);
  return walking;
}

/** Text fields, and the version, as columns. */
export const selectedColumns = (table: CollectionTable, fields: readonly string[]): string =>
  fields
    .map((field) => {
      if (field === 'id' || field === 'tenant' || field === 'version') return field;
      const isExact = table.kinds.get(field) === 'string';
      return isExact ? scalarExpression(table, field, 'string') : scalarInDocument(field, 'string');
    })
    .join(', ');

/**
 * What `select` finds in so many columns, unless its digest is the known one. The rows are (whether it is another, place, the
 * columns): one row without a place when it is the same, or when nothing was found.
 */
export function compileUnless(select: Compiled, columns: number, knownDigest: string): Compiled {
  const values = new StatementParameters([...select.values]);
  const known = values.text(knownDigest);
  const names = Array.from({ length: columns }, (_, place) => `c${place}`);
  const written = names.map((name) => `coalesce(octet_length(${name}::text) || ':' || ${name}, '-')`).join(' || ');
  const text =
    `with found(${names.join(', ')}) as materialized (${select.text}), ` +
    `sum as (select encode(sha256(convert_to(coalesce(string_agg(${written}, ''), ''), 'UTF8')), 'hex') <> ${known} ` +
    'as other from found) ' +
    'select sum.other, numbered.* from sum left join lateral ' +
    '(select row_number() over (), found.* from found where sum.other) as numbered on true order by 2';
  return { text, values: values.values };
}

/** The rows are (listed, found): one of them is null, as the other is not found, or not listed. */
export function compileDifference(
  table: CollectionTable,
  tenant: string,
  where: AnyCondition,
  field: string,
  listed: readonly string[],
): Compiled {
  const place = fieldPlace(table, field);
  if (place.kind !== 'string') throw new TypeError(`${table.collection}.${field} is not declared as string`);
  const value = scalarExpression(table, field, 'string');
  const values = new StatementParameters();
  const tests = [...whereTests(table, tenant, where, values), `${value} is not null`];
  const list = `select ${rowsOf(listed, values)} as value`;
  const found = `select ${value} as value from ${table.name}${whereClause(tests)}`;
  // Whatever the planner believes, a full join is made by hashing one side or sorting both, never by looking at all pairs.
  const text =
    `select l.value, f.value from (${list}) as l full join (${found}) as f on l.value = f.value ` +
    'where l.value is null or f.value is null';
  return { text, values: values.values };
}

/** The server takes lines apart in half the time it needs for JSON, which travels where texts hold line breaks. */
function rowsOf(texts: readonly string[], values: StatementParameters): string {
  const lines = texts.join(LINE_BREAK);
  // Of nothing, and of one text without letters, the server would make the same.
  const areLines = lines !== '' && lines.split(LINE_BREAK).length === texts.length;
  return areLines
    ? `unnest(string_to_array(${values.text(lines)}, chr(10)))`
    : `jsonb_array_elements_text(${values.encoded(JSON.stringify(texts))})`;
}

const LINE_BREAK = '\n';

export function compileFindOne(table: CollectionTable, tenant: string, where: AnyCondition): Compiled {
  const values = new StatementParameters();
  const tests = whereTests(table, tenant, where, values);
  return {
    text: `select version, doc from ${table.name}${whereClause(tests)} order by id limit 1`,
    values: values.values,
  };
}

export function compileCount(
  table: CollectionTable,
  tenant: string | undefined,
  where: AnyCondition | undefined,
): Compiled {
  const values = new StatementParameters();
  const tests = whereTests(table, tenant, where, values);
  return { text: `select count(*) from ${table.name}${whereClause(tests)}`, values: values.values };
}

/** The rows are (value as written, count). */
export function compileCountBy(
  table: CollectionTable,
  tenant: string,
  field: string,
  where: AnyCondition | undefined,
): Compiled {
  const place = fieldPlace(table, field);
  if (place.kind === 'json' || place.kind === 'folded json') {
    throw new TypeError(`${table.collection}.${field} holds JSON: only scalar fields can be counted by`);
  }
  const values = new StatementParameters();
  const tests = whereTests(table, tenant, where, values);
  const group = scalarExpression(table, place.field, place.kind);
  const written = place.kind === 'folded string' ? `min(${scalarInDocument(place.field, 'string')})` : group;
  tests.push(`${group} is not null`);
  return {
    text: `select ${written}, count(*) from ${table.name}${whereClause(tests)} group by ${group}`,
    values: values.values,
  };
}

export function whereTests(
  table: CollectionTable,
  tenant: string | undefined,
  where: AnyCondition | undefined,
  values: StatementParameters,
): string[] {
  const tests: string[] = [];
  if (tenant !== undefined) tests.push(`tenant = ${values.text(tenant)}`);
  if (where === undefined) return tests;
  const parts = conjunctsOf(where);
  const isById = parts.some((part) => (part.op === 'eq' || part.op === 'in') && part.field === 'id');
  if (!isById) return [...tests, compileCondition(where, table, values, tenant)];
  for (const part of parts) {
    const test = compileCondition(part, table, values, tenant);
    const isAboutId = 'field' in part && part.field === 'id';
    tests.push(isAboutId ? test : testedLast(test));
  }
  return tests;
}

export const whereClause = (tests: readonly string[]): string =>
  tests.length === 0 ? '' : ` where ${tests.join(' and ')}`;
