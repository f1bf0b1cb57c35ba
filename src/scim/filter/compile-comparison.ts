import type { Scalar } from '../../application/ports/query.ts';
import { readBoolean } from '../idp-dialects/string-booleans.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { toInstant } from '../schema/date-time.ts';
import { FilterError } from './filter-error.ts';
import type { ComparisonNode, ComparisonOperator } from './filter-syntax.ts';

/** A test of one simple attribute; `F` says how the attribute is addressed (in a document or in a list element). */
export type FieldTest<F> =
  | {
      readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
      readonly field: F;
      readonly value: Scalar;
      readonly caseExact?: boolean;
    }
  | {
      readonly op: 'contains' | 'startsWith' | 'endsWith';
      readonly field: F;
      readonly value: string;
      readonly caseExact?: boolean;
    }
  | { readonly op: 'present'; readonly field: F }
  | { readonly op: 'not'; readonly condition: FieldTest<F> };

const ORDERINGS = { gt: 'gt', ge: 'gte', lt: 'lt', le: 'lte' } as const;
const TEXT_TESTS = { co: 'contains', sw: 'startsWith', ew: 'endsWith' } as const;

/**
 * What `attribute operator value` asks of the stored form. Equality with null asks for absence (RFC 7643 §2.5).
 * @throws FilterError when the attribute's type does not allow the operator or the value (RFC 7644 §3.4.2.2).
 */
export function compileComparison<F>(attribute: AttributeDefinition, node: ComparisonNode, field: F): FieldTest<F> {
  const { operator } = node;
  if (node.value === null) return compareWithNull(attribute, node, field);
  const value = operandOf(attribute, node);
  const rule = attribute.caseExact ? { caseExact: true } : {};
  switch (operator) {
    case 'eq':
      return { op: 'eq', field, value, ...rule };
    case 'ne':
      return { op: 'not', condition: { op: 'eq', field, value, ...rule } };
    case 'co':
    case 'sw':
    case 'ew':
      return { op: TEXT_TESTS[operator], field, value: value as string, ...rule };
    default:
      return { op: ORDERINGS[operator], field, value, ...rule };
  }
}

function compareWithNull<F>(attribute: AttributeDefinition, node: ComparisonNode, field: F): FieldTest<F> {
  const present: FieldTest<F> = { op: 'present', field };
  if (node.operator === 'eq') return { op: 'not', condition: present };
  if (node.operator === 'ne') return present;
  throw new FilterError(node.at, `${attribute.label} can be compared with null by eq and ne only`);
}

const isTextTest = (operator: ComparisonOperator): boolean => operator in TEXT_TESTS;
const isEquality = (operator: ComparisonOperator): boolean => operator === 'eq' || operator === 'ne';

function operandOf(attribute: AttributeDefinition, node: ComparisonNode): Scalar {
  const { label, type } = attribute;
  const { operator, value, at } = node;
  switch (type) {
    case 'boolean': {
      const flag = readBoolean(value);
      if (!isEquality(operator)) throw new FilterError(at, `${label} is a boolean and knows eq, ne and pr only`);
      if (flag === undefined) throw new FilterError(at, `${label} is a boolean: compare it with true or false`);
      return flag;
    }
    case 'integer':
    case 'decimal':
      if (isTextTest(operator)) throw new FilterError(at, `${label} is a number and does not know ${operator}`);
      if (typeof value !== 'number') throw new FilterError(at, `${label} is a number: compare it with a number`);
      return value;
    case 'complex':
      throw new FilterError(at, `${label} is complex: name one of its sub-attributes`);
    default:
      return textOperand(attribute, node);
  }
}

/** NUL and lone surrogates: no stored text holds them, and databases refuse them. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

function textOperand({ label, type }: AttributeDefinition, { operator, value, at }: ComparisonNode): string {
  if (typeof value !== 'string')
    throw new FilterError(at, `${label} is text: compare it with a string in double quotes`);
  if (UNSTORABLE.test(value)) {
    throw new FilterError(at, `The value compared with ${label} holds a NUL character or a broken Unicode pair`);
  }
  if (type === 'binary' && operator in ORDERINGS) throw new FilterError(at, `${label} is binary and has no order`);
  if (type !== 'dateTime' || isTextTest(operator)) return value;
  const instant = toInstant(value);
  if (instant === undefined) {
    throw new FilterError(at, `${label} is a date: compare it with one like "2026-01-31T08:00:00Z"`);
  }
  return instant;
}
