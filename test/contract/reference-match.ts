import type { Condition, ElementCondition, Scalar } from '../../src/application/ports/query.ts';
import { foldCase } from '../../src/domain/text/fold-case.ts';
import type { Person } from './contract-collections.ts';

/** The port's conditions in the plainest words: what an engine's answer is compared with. */
export function matches(doc: Person, condition: Condition<Person>): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => matches(doc, part));
    case 'or':
      return condition.conditions.some((part) => matches(doc, part));
    case 'not':
      return !matches(doc, condition.condition);
    case 'elementMatch': {
      const path = pathOf(condition.field);
      const value = at(doc, path);
      const elements = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return elements.some((element) => elementMatches(element, condition.condition, path[0] === 'profile'));
    }
    case 'namedBy':
      throw new TypeError('A document by itself does not say who names it');
    default: {
      const path = pathOf(condition.field);
      const folds = path[0] === 'name' || (path[0] === 'profile' && caseExactOf(condition) !== true);
      return holds(at(doc, path), condition, folds);
    }
  }
}

function elementMatches(element: unknown, condition: ElementCondition, foldedField: boolean): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => elementMatches(element, part, foldedField));
    case 'or':
      return condition.conditions.some((part) => elementMatches(element, part, foldedField));
    case 'not':
      return !elementMatches(element, condition.condition, foldedField);
    default:
      return holds(at(element, condition.field), condition, foldedField && caseExactOf(condition) !== true);
  }
}

type Test =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar }
  | { readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly op: 'present' };

function holds(value: unknown, test: Test, folds: boolean): boolean {
  if (value === undefined || value === null) return false;
  const prepare = (scalar: unknown) => (folds && typeof scalar === 'string' ? foldCase(scalar) : scalar);
  const stored = prepare(value);
  switch (test.op) {
    case 'present':
      return stored !== '' && !(Array.isArray(stored) && stored.length === 0);
    case 'eq':
      return stored === prepare(test.value);
    case 'in':
      return test.values.some((wanted) => stored === prepare(wanted));
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      const wanted = prepare(test.value) as string;
      if (typeof stored !== 'string') return false;
      if (test.op === 'contains') return stored.includes(wanted);
      return test.op === 'startsWith' ? stored.startsWith(wanted) : stored.endsWith(wanted);
    }
    default: {
      const bound = prepare(test.value);
      if (typeof stored !== typeof bound) return false;
      const order =
        typeof stored === 'string'
          ? Buffer.compare(Buffer.from(stored), Buffer.from(bound as string))
          : Number(stored) - Number(bound);
      return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[test.op];
    }
  }
}

const pathOf = (field: string | readonly string[]): readonly string[] => (typeof field === 'string' ? [field] : field);

const caseExactOf = (condition: object): boolean | undefined => (condition as { caseExact?: boolean }).caseExact;

function at(value: unknown, path: readonly string[]): unknown {
  for (const key of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? undefined;
}
