import type { ElementCondition, Scalar } from '../../application/ports/query.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { WorkBudget } from './work-budget.ts';

/**
 * Whether one element of a list satisfies a condition, by the rules the storage port states for its queries (query.ts):
 * two-valued logic, no type conversion, absent is false, order by Unicode code point.
 */
export function matchElement(condition: ElementCondition, element: Json, budget: WorkBudget): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => matchElement(part, element, budget));
    case 'or':
      return condition.conditions.some((part) => matchElement(part, element, budget));
    case 'not':
      return !matchElement(condition.condition, element, budget);
    case 'present':
      return isPresent(valueAt(element, condition.field));
    default: {
      const actual = valueAt(element, condition.field);
      budget.spend(typeof actual === 'string' ? actual.length : 0);
      const fold = condition.caseExact ? asIs : foldText;
      if (condition.op === 'in') return condition.values.some((value) => fold(value) === fold(actual));
      return holds(condition.op, fold(actual), fold(condition.value) as Scalar);
    }
  }
}

function holds(
  op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'endsWith',
  actual: Json | undefined,
  expected: Scalar,
): boolean {
  if (op === 'eq') return actual === expected;
  if (typeof actual === 'string' && typeof expected === 'string') {
    if (op === 'contains') return actual.includes(expected);
    if (op === 'startsWith') return actual.startsWith(expected);
    if (op === 'endsWith') return actual.endsWith(expected);
    return inOrder(op, compareByCodePoint(actual, expected));
  }
  if (typeof actual === 'number' && typeof expected === 'number') return inOrder(op, actual - expected);
  return false;
}

function inOrder(op: string, difference: number): boolean {
  if (op === 'gt') return difference > 0;
  if (op === 'gte') return difference >= 0;
  if (op === 'lt') return difference < 0;
  return op === 'lte' && difference <= 0;
}

const SURROGATE = /[\ud800-\udfff]/;

function compareByCodePoint(left: string, right: string): number {
  if (left === right) return 0;
  if (SURROGATE.test(left) || SURROGATE.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}

function valueAt(element: Json, field: readonly string[]): Json | undefined {
  let value: Json | undefined = element;
  for (const key of field) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined;
  }
  return value;
}

const isPresent = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

const asIs = (value: Json | undefined): Json | undefined => value;
const foldText = (value: Json | undefined): Json | undefined => (typeof value === 'string' ? foldCase(value) : value);
