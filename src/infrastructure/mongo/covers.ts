import type { Scalar } from '../../application/ports/query.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AnyCondition, DeclaredFields } from '../documents/declared-fields.ts';
import type { Mark } from './stored-collection.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whether a partial key or index covers a document with these fields. */
export const covers = (declared: Pick<DeclaredFields, 'kinds'>, mark: Mark, fields: Fields): boolean =>
  mark.needs.every((field) => fields[field] !== undefined && fields[field] !== null) &&
  holds(declared, mark.where, fields);

/** The conditions that may be part of a declaration: conjunctions of `eq`, `in`, `present` and their negation. */
function holds(declared: Pick<DeclaredFields, 'kinds'>, condition: AnyCondition, fields: Fields): boolean {
  switch (condition.op) {
    case 'and':
      return condition.conditions.every((part) => holds(declared, part, fields));
    case 'or':
      return condition.conditions.some((part) => holds(declared, part, fields));
    case 'not':
      return !holds(declared, condition.condition, fields);
    case 'present':
    case 'eq':
    case 'in': {
      if (typeof condition.field !== 'string') break;
      const folds = declared.kinds.get(condition.field) === 'folded string';
      const prepare = (value: unknown) => (folds && typeof value === 'string' ? foldCase(value) : value);
      const value = prepare(fields[condition.field] ?? undefined);
      if (condition.op === 'present') return value !== undefined && value !== '';
      if (condition.op === 'eq') return value === prepare(condition.value);
      return condition.op === 'in' && condition.values.some((wanted: Scalar) => value === prepare(wanted));
    }
    default:
  }
  throw new TypeError(`A key or an index cannot depend on ${condition.op}`);
}
