import type { Query, Scalar } from '../../application/ports/query.ts';
import { type FieldPlace, fieldPlace } from '../documents/field-place.ts';
import type { CollectionTable } from './collection-table.ts';
import { below, scalarExpression } from './field-expression.ts';
import type { Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';

/** One expression of an order, and where a cursor stands in it. */
interface Term {
  readonly expression: string;
  readonly descending: boolean;
  /** Whether a document can lack it. */
  readonly nullable: boolean;
  /** Undefined while there is no cursor. */
  readonly position: Scalar | null | undefined;
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
    terms.push(...termsOf(fieldPlace(table, key.field), descending, position, values));
  });
  terms.push({ expression: 'id', descending, nullable: false, position: after?.id });
  if (acrossTenants) {
    const position = after === undefined ? undefined : (after.values.at(-1) ?? '');
    terms.push({ expression: 'tenant', descending, nullable: false, position });
  }
  return terms;
}

function termsOf(
  place: FieldPlace,
  descending: boolean,
  position: Scalar | null | undefined,
  values: Parameters,
): Term[] {
  if (place.kind !== 'json' && place.kind !== 'folded json') {
    if (place.below.length > 0) return [];
    const nullable = place.kind !== 'id' && place.kind !== 'version';
    return [{ expression: scalarExpression(place.field, place.kind), descending, nullable, position }];
  }
  const column = place.kind === 'folded json' ? 'folded' : 'doc';
  const value = below(`(${column}->${literal(place.field)})`, place.below, values);
  const type = `jsonb_typeof(${value})`;
  const positionAmong = (of: Scalar | null | undefined, kind: 'number' | 'string') =>
    of === undefined ? undefined : typeof of === kind ? of : null;
  return [
    {
      expression: `(case ${type} when 'boolean' then case when ${value} = 'true' then 2 else 1 end when 'number' then 3 when 'string' then 4 else 0 end)::float8`,
      descending,
      nullable: false,
      position: position === undefined ? undefined : rank(position),
    },
    {
      expression: `(case when ${type} = 'number' then ${value}::float8 end)`,
      descending,
      nullable: true,
      position: positionAmong(position, 'number'),
    },
    {
      expression: `(case when ${type} = 'string' then ${value} #>> '{}' end) collate "C"`,
      descending,
      nullable: true,
      position: positionAmong(position, 'string'),
    },
  ];
}

const rank = (value: Scalar | null): number => {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 2 : 1;
  return typeof value === 'number' ? 3 : 4;
};

export const orderBy = (terms: readonly Term[]): string =>
  terms.map((term) => `${term.expression} ${term.descending ? 'desc nulls last' : 'asc nulls first'}`).join(', ');

/**
 * Descending, the absent come last: what follows a cursor is a range of the first key and then those without it. No index
 * serves the two together, so they are asked for one after the other.
 */
export type CursorPart = 'all' | 'present' | 'absent';

export function cursorParts(terms: readonly Term[]): readonly CursorPart[] {
  return isRange(terms) && terms[0]?.descending && terms[0].nullable ? ['present', 'absent'] : ['all'];
}

/** The rows that come after the cursor, absent values being the smallest. */
export function afterCursor(terms: readonly Term[], part: CursorPart, values: Parameters): string {
  if (part === 'absent') return `${terms[0]?.expression} is null`;
  if (!isRange(terms)) return expanded(terms, values);
  const range = rowComparison(terms, values);
  return part === 'all' && terms[0]?.descending && terms[0].nullable
    ? `(${range} or ${terms[0].expression} is null)`
    : range;
}

/**
 * Whether one comparison of rows says it all, from which an index can start: every key runs the same way and has a
 * value. Ascending, absent values are behind the cursor; descending, only the first key's may lie ahead.
 */
function isRange(terms: readonly Term[]): boolean {
  const [first, ...rest] = terms;
  if (terms.some((term) => term.descending !== first?.descending || term.position === null)) return false;
  return first?.descending === false || !rest.some((term) => term.nullable);
}

function rowComparison(terms: readonly Term[], values: Parameters): string {
  const left = terms.map((term) => term.expression).join(', ');
  const right = terms.map((term) => positionOf(term, values)).join(', ');
  return `(${left}) ${terms[0]?.descending ? '<' : '>'} (${right})`;
}

function expanded(terms: readonly Term[], values: Parameters): string {
  const [term, ...rest] = terms;
  if (term === undefined) return 'false';
  if (term.position === null) {
    const tie = `(${term.expression} is null and ${expanded(rest, values)})`;
    return term.descending ? tie : `(${term.expression} is not null or ${tie})`;
  }
  const position = positionOf(term, values);
  const beyond = term.descending
    ? `(${term.expression} < ${position} or ${term.expression} is null)`
    : `${term.expression} > ${position}`;
  return `(${beyond} or (${term.expression} = ${position} and ${expanded(rest, values)}))`;
}

function positionOf(term: Term, values: Parameters): string {
  const { position } = term;
  if (typeof position === 'string') return values.text(position);
  if (typeof position === 'number') return values.number(position);
  return String(position === true);
}
