import type { ElementCondition, NamedBy, Scalar } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace, ignoresCase } from '../documents/field-place.ts';
import { namingCollection } from '../documents/named-by.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { CollectionTable } from './collection-table.ts';
import { below, scalarExpression } from './field-expression.ts';
import { compileJsonTest, textTests } from './json-test.ts';
import { inlineValues, type Parameters } from './parameters.ts';
import { literal } from './sql-text.ts';

export type Comparison = Extract<AnyCondition, { field: unknown }>;
type Leaf = Exclude<Comparison, { op: 'elementMatch' }>;

/**
 * The condition as a SQL expression over the table's columns. It may come out as null where the port says false, which
 * is the same to `where`, `and` and `or`; `not` turns null into true, as the port's two-valued logic wants. `tenant` is
 * what the query is confined to, if anything.
 */
export function compileCondition(
  condition: AnyCondition,
  table: CollectionTable,
  values: Parameters,
  tenant?: string,
): string {
  const compile = (part: AnyCondition): string => compileCondition(part, table, values, tenant);
  switch (condition.op) {
    case 'and':
      return joined(condition.conditions, ' and ', 'true', compile);
    case 'or':
      return joined(condition.conditions, ' or ', 'false', compile);
    case 'not':
      return `(${compile(condition.condition)}) is not true`;
    case 'elementMatch':
      return compileElementMatch(condition, table, values);
    case 'namedBy':
      return compileNamedBy(condition, table, values, tenant);
    default:
      return compileLeaf(condition, table, values);
  }
}

/**
 * Answered row by row from an index, or by a hash table. Within `is true` it is never made a join: knowing little of how
 * many rows name how many, the planner might look at all pairs.
 */
function compileNamedBy(
  condition: NamedBy,
  table: CollectionTable,
  values: Parameters,
  tenant: string | undefined,
): string {
  const naming = namingCollection(table, condition, tenant);
  const tests = [
    `tenant = ${values.text(tenant ?? '')}`,
    `${scalarExpression(naming, condition.by, 'string')} = ${table.name}.id`,
    compileCondition(condition.where, naming, values, tenant),
  ];
  return `(exists (select 1 from ${naming.name} where ${tests.join(' and ')})) is true`;
}

function joined<T>(parts: readonly T[], word: string, none: string, compile: (part: T) => string): string {
  if (parts.length === 0) return none;
  return `(${parts.map(compile).join(word)})`;
}

function compileLeaf(condition: Leaf, table: CollectionTable, values: Parameters): string {
  const place = fieldPlace(table, condition.field);
  if (place.kind === 'json' || place.kind === 'folded json') {
    const folded = ignoresCase(table, place, condition);
    const base = `(${folded ? 'folded' : 'doc'}->${literal(place.field)})`;
    return compileJsonTest(() => below(base, place.below, values), condition, folded, values);
  }
  if (place.below.length > 0) return 'false';
  const expression = scalarExpression(table, place.field, place.kind);
  const type =
    place.kind === 'number' || place.kind === 'version' ? 'number' : place.kind === 'boolean' ? 'boolean' : 'string';
  const prepare = (text: string) => (place.kind === 'folded string' ? foldCase(text) : text);
  const constants = table.constants.get(place.field);
  return compileScalarTest(expression, type, prepare, condition, values, constants);
}

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

function compileScalarTest(
  expression: string,
  type: 'string' | 'number' | 'boolean',
  prepare: (text: string) => string,
  condition: Leaf,
  values: Parameters,
  constants: ReadonlySet<Scalar> | undefined,
): string {
  switch (condition.op) {
    case 'present':
      return type === 'string' ? `${expression} <> ''` : `${expression} is not null`;
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      if (type !== 'string' || !isStorable(condition.value)) return 'false';
      return textTests[condition.op](expression, values.text(prepare(condition.value)));
    case 'in': {
      const wanted = condition.values.filter((value) => typeof value === type && isComparable(value));
      if (wanted.length === 0) return 'false';
      const where = wanted.every((value) => constants?.has(value)) ? inlineValues : values;
      if (type === 'string') return `${expression} = any(${where.texts(wanted.map((text) => prepare(String(text))))})`;
      if (type === 'number') return `${expression} = any(${where.numbers(wanted.map(Number))})`;
      return joined(wanted, ' or ', 'false', (value) => `${expression} = ${value}`);
    }
    default: {
      const { op, value } = condition;
      if (typeof value !== type) return 'false';
      if (typeof value === 'boolean') return `${expression} ${operators[op]} ${value}`;
      const where = constants?.has(value) ? inlineValues : values;
      if (typeof value === 'number') {
        return Number.isNaN(value) ? 'false' : `${expression} ${operators[op]} ${where.number(value)}`;
      }
      if (!isComparable(value)) {
        if (op === 'eq') return 'false';
        throw new UnstorableText(expression);
      }
      return `${expression} ${operators[op]} ${where.text(prepare(value))}`;
    }
  }
}

const isComparable = (value: Scalar): boolean =>
  typeof value === 'string' ? isStorable(value) : typeof value !== 'number' || Number.isFinite(value);

/**
 * Elements come from the stored array, from its folded copy, or from both side by side (the copy has the same length),
 * as the case rules of the parts ask for.
 */
function compileElementMatch(
  condition: Extract<AnyCondition, { op: 'elementMatch' }>,
  table: CollectionTable,
  values: Parameters,
): string {
  const place = fieldPlace(table, condition.field);
  if (place.kind !== 'json' && place.kind !== 'folded json') {
    throw new TypeError(`${table.collection}.${place.field} is not declared as json`);
  }
  const used = { exact: false, folded: false };
  const compile = (part: ElementCondition): string => {
    switch (part.op) {
      case 'and':
        return joined(part.conditions, ' and ', 'true', compile);
      case 'or':
        return joined(part.conditions, ' or ', 'false', compile);
      case 'not':
        return `(${compile(part.condition)}) is not true`;
      default: {
        const folded = ignoresCase(table, place, part);
        used[folded ? 'folded' : 'exact'] = true;
        return compileJsonTest(() => below(folded ? 'f' : 'x', part.field, values), part, folded, values);
      }
    }
  };
  const test = compile(condition.condition);
  const elements = (column: string) => {
    const array = below(`(${column}->${literal(place.field)})`, place.below, values);
    return `jsonb_array_elements(case when jsonb_typeof(${array}) = 'array' then ${array} when ${array} <> 'null' then jsonb_build_array(${array}) end)`;
  };
  if (!used.folded) return `exists (select 1 from ${elements('doc')} as element(x) where ${test})`;
  if (!used.exact) return `exists (select 1 from ${elements('folded')} as element(f) where ${test})`;
  return `exists (select 1 from rows from (${elements('doc')}, ${elements('folded')}) as element(x, f) where ${test})`;
}
