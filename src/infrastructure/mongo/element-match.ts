import type { ElementCondition } from '../../application/ports/query.ts';
import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace, ignoresCase } from '../documents/field-place.ts';
import { below, type Expression, jsonTest } from './json-test.ts';
import type { StoredCollection } from './stored-collection.ts';
import { storedKey } from './stored-key.ts';

type ElementMatch = Extract<AnyCondition, { op: 'elementMatch' }>;

/**
 * Elements come from the stored array, from its folded copy, or from both side by side (the copy has the same length),
 * as the case rules of the parts ask for.
 */
export function elementMatch(condition: ElementMatch, collection: StoredCollection): Expression {
  const place = fieldPlace(collection, condition.field);
  if (place.kind !== 'json' && place.kind !== 'folded json') {
    throw new TypeError(`${collection.collection}.${place.field} is not declared as json`);
  }
  const rules = caseRules(condition.condition, (part) => ignoresCase(collection, place, part));
  const mixed = rules.has(true) && rules.has(false);
  const element = (folded: boolean): Expression => (mixed ? { $arrayElemAt: ['$$e', folded ? 1 : 0] } : '$$e');
  const compile = (part: ElementCondition): Expression => {
    switch (part.op) {
      case 'and':
        return { $and: part.conditions.map(compile) };
      case 'or':
        return { $or: part.conditions.map(compile) };
      case 'not':
        return { $not: [compile(part.condition)] };
      default: {
        const folded = ignoresCase(collection, place, part);
        return jsonTest(below(element(folded), part.field), part, folded);
      }
    }
  };
  const elements = (copy: 'd' | 'f') => elementsOf(below(`$${copy}.${storedKey(place.field)}`, place.below));
  const input = mixed ? { $zip: { inputs: [elements('d'), elements('f')] } } : elements(rules.has(true) ? 'f' : 'd');
  return { $anyElementTrue: [{ $map: { input, as: 'e', in: compile(condition.condition) } }] };
}

/** The array's elements; one thing counts as an array of one, and what is absent as none. */
const elementsOf = (value: Expression): Expression => ({
  $let: {
    vars: { all: { $ifNull: [value, []] } },
    in: { $cond: [{ $isArray: '$$all' }, '$$all', ['$$all']] },
  },
});

function caseRules(condition: ElementCondition, rule: (part: ElementCondition) => boolean): Set<boolean> {
  const rules = new Set<boolean>();
  const visit = (part: ElementCondition): void => {
    if (part.op === 'and' || part.op === 'or') part.conditions.forEach(visit);
    else if (part.op === 'not') visit(part.condition);
    else rules.add(rule(part));
  };
  visit(condition);
  return rules;
}
