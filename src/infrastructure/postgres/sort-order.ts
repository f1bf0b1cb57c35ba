import type { ElementChoice, Query, Scalar, SortKey } from '../../application/ports/query.ts';
import { type FieldPlace, fieldPlace, ignoresCase } from '../documents/field-place.ts';
import type { CollectionTable } from './collection-table.ts';
import { below, scalarExpression } from './field-expression.ts';
import type { Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';

/** One expression of an order, and where a cursor stands in it. */
interface Term {
  readonly expression: string;
  readonly descending: boolean;
  /** Whether a document can lack it, */
  readonly nullable: boolean;
  /** and whether those that do come after all others. */
  readonly absentLast: boolean;
  /** Undefined while there is no cursor. */
  readonly position: Scalar | null | undefined;
  /** Stands beside the table: what this and the next expressions look at, worked out once (`offset 0` keeps it so). */
  readonly source?: string;
}

/**
 * The total order of a query: its sort keys, then id, then across tenants the tenant, the last two in the direction of
 * the last key so that one index serves both ways. In a JSON field scalars of different
 * types are ordered by type; arrays and objects count as absent.
 */
export function sortTerms(
  table: CollectionTable,
  acrossTenants: boolean,
  query: Query<Record<string, unknown>>,
  values: Parameters,
): Term[] {
  const terms: Term[] = [];
  const after = query.after;
  let descending = false;
  (query.sort ?? []).forEach((key, index) => {
    descending = key.direction === 'descending';
    const position = after === undefined ? undefined : (after.values[index] ?? null);
    terms.push(...termsOf(table, key, `sorted_by_${index}`, position, values));
  });
  terms.push(always('id', descending, after?.id));
  if (acrossTenants) terms.push(always('tenant', descending, after && (after.values.at(-1) ?? '')));
  return terms;
}

/** A term of something every document has. */
const always = (expression: string, descending: boolean, position: Term['position']): Term => ({
  expression,
  descending,
  nullable: false,
  absentLast: descending,
  position,
});

function termsOf(
  table: CollectionTable,
  key: SortKey<Record<string, unknown>>,
  source: string,
  position: Term['position'],
  values: Parameters,
): Term[] {
  const place = fieldPlace(table, key.field);
  const descending = key.direction === 'descending';
  const greatest = key.absent === 'greatest';
  if (place.kind !== 'json' && place.kind !== 'folded json') {
    if (place.below.length > 0) return [];
    const nullable = place.kind !== 'id' && place.kind !== 'version';
    const expression = scalarExpression(table, place.field, place.kind);
    return [{ expression, descending, nullable, absentLast: descending !== greatest, position }];
  }
  const chosen = jsonValue(place, ignoresCase(table, place, key), key.element, values);
  const value = `${source}.value`;
  const type = `jsonb_typeof(${value})`;
  const absent = greatest ? GREATEST : 0;
  const positionAmong = (of: Term['position'], kind: 'number' | 'string') =>
    of === undefined ? undefined : typeof of === kind ? of : null;
  const terms: readonly [expression: string, nullable: boolean, position: Term['position']][] = [
    [
      `(case ${type} when 'boolean' then case when ${value} = 'true' then 2 else 1 end when 'number' then 3 when 'string' then 4 else ${absent} end)::float8`,
      false,
      position === undefined ? undefined : rank(position, absent),
    ],
    [`(case when ${type} = 'number' then ${value}::float8 end)`, true, positionAmong(position, 'number')],
    [`(case when ${type} = 'string' then ${value} #>> '{}' end) collate "C"`, true, positionAmong(position, 'string')],
  ];
  // Among values of one rank either all or none have a number, and a text.
  return terms.map(([expression, nullable, at], index) => ({
    expression,
    descending,
    nullable,
    absentLast: descending,
    position: at,
    ...(index === 0 && { source: `lateral (select ${chosen} as value offset 0) as ${source}` }),
  }));
}

/** The value to sort by as JSON. Strictly, and without errors, a path finds no element in what is no array. */
function jsonValue(place: FieldPlace, folded: boolean, element: ElementChoice | undefined, values: Parameters): string {
  const base = below(`(${folded ? 'folded' : 'doc'}->${literal(place.field)})`, place.below, values);
  if (element === undefined) return base;
  const preferred = `jsonb_path_query_first(${base}, ${literal(`strict $[*] ? (@.${JSON.stringify(element.preferring)} == true)`)}, '{}', true)`;
  const first = `case when jsonb_typeof(${base}) = 'array' then ${base}->0 else ${base} end`;
  return below(`coalesce(${preferred}, ${first})`, element.field, values);
}

/** Beyond the ranks of values. */
const GREATEST = 5;

const rank = (value: Scalar | null, absent: number): number => {
  if (value === null) return absent;
  if (typeof value === 'boolean') return value ? 2 : 1;
  return typeof value === 'number' ? 3 : 4;
};

/** The table with everything its order looks at. */
export const fromClause = (table: CollectionTable, terms: readonly Term[]): string =>
  [table.name, ...terms.flatMap(({ source }) => source ?? [])].join(', ');

/** Of what is never absent, nothing is said about it: that is how primary keys are ordered. */
export const orderBy = (terms: readonly Term[]): string =>
  terms
    .map(({ expression, descending, nullable, absentLast }) => {
      const absent = nullable ? ` nulls ${absentLast ? 'last' : 'first'}` : '';
      return `${expression} ${descending ? 'desc' : 'asc'}${absent}`;
    })
    .join(', ');

/**
 * Where the absent come last (descending, unless they count as the greatest): what follows a cursor is a range of the first key and then those without it. No index
 * serves the two together, so they are asked for one after the other.
 */
export type CursorPart = 'all' | 'present' | 'absent';

export function cursorParts(terms: readonly Term[]): readonly CursorPart[] {
  return isRange(terms) && terms[0]?.absentLast && terms[0].nullable ? ['present', 'absent'] : ['all'];
}

/** The rows that come after the cursor. */
export function afterCursor(terms: readonly Term[], part: CursorPart, values: Parameters): string {
  if (part === 'absent') return `${terms[0]?.expression} is null`;
  if (!isRange(terms)) return expanded(terms, values);
  const range = rowComparison(terms, values);
  return part === 'all' && terms[0]?.absentLast && terms[0].nullable
    ? `(${range} or ${terms[0].expression} is null)`
    : range;
}

/**
 * Whether one comparison of rows says it all, from which an index can start: every key runs the same way and has a
 * value. Absent values that come first are behind the cursor; of those that come last, only the first key's may lie ahead.
 */
function isRange(terms: readonly Term[]): boolean {
  const [first, ...rest] = terms;
  if (terms.some((term) => term.descending !== first?.descending || term.position === null)) return false;
  return !rest.some((term) => term.nullable && term.absentLast);
}

function rowComparison(terms: readonly Term[], values: Parameters): string {
  const left = terms.map((term) => term.expression).join(', ');
  const right = terms.map((term) => positionOf(term, values)).join(', ');
  return `(${left}) ${terms[0]?.descending ? '<' : '>'} (${right})`;
}

function expanded(terms: readonly Term[], values: Parameters): string {
  const [term, ...rest] = terms;
  if (term === undefined) return 'false';
  const { expression, descending, absentLast } = term;
  if (term.position === null) {
    const tie = `(${expression} is null and ${expanded(rest, values)})`;
    return absentLast ? tie : `(${expression} is not null or ${tie})`;
  }
  const position = positionOf(term, values);
  const further = `${expression} ${descending ? '<' : '>'} ${position}`;
  const beyond = absentLast && term.nullable ? `(${further} or ${expression} is null)` : further;
  return `(${beyond} or (${expression} = ${position} and ${expanded(rest, values)}))`;
}

function positionOf(term: Term, values: Parameters): string {
  const { position } = term;
  if (typeof position === 'string') return values.text(position);
  if (typeof position === 'number') return values.number(position);
  return String(position === true);
}
