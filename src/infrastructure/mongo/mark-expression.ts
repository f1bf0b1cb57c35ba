import type { AnyCondition } from '../documents/declared-fields.ts';
import { fieldPlace } from '../documents/field-place.ts';
import { type Expression, jsonTest } from './json-test.ts';
import { type Mark, type StoredCollection, scalarPath } from './stored-collection.ts';

/** Whether a partial key or index covers the document, as the server works it out: the counterpart of `covers`. */
export const markExpression = (mark: Mark, collection: StoredCollection): Expression => ({
  $and: [
    ...mark.needs.map((field) => ({ $gt: [`$${scalarPath(fieldPlace(collection, field))}`, null] })),
    holds(mark.where, collection),
  ],
});

function holds(condition: AnyCondition, collection: StoredCollection): Expression {
  switch (condition.op) {
    case 'and':
      return { $and: condition.conditions.map((part) => holds(part, collection)) };
    case 'or':
      return { $or: condition.conditions.map((part) => holds(part, collection)) };
    case 'not':
      return { $not: [holds(condition.condition, collection)] };
    case 'elementMatch':
    case 'namedBy':
      throw new TypeError(`A key or an index cannot depend on ${condition.op}`);
    default: {
      const place = fieldPlace(collection, condition.field);
      return jsonTest(`$${scalarPath(place)}`, condition, place.kind === 'folded string');
    }
  }
}
