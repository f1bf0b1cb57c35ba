import type { Scalar } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import { isStorable } from '../documents/storable-text.ts';
import { storedKey } from './stored-key.ts';

/** An aggregation expression. */
export type Expression = string | boolean | number | null | { readonly [operator: string]: unknown };

/** A comparison without its field: what is asked of one JSON value. */
export type JsonTest =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar }
  | { readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly op: 'present' };

const operators = { gt: '$gt', gte: '$gte', lt: '$lt', lte: '$lte' } as const;

const literal = (value: unknown): Expression => ({ $literal: value });

/** What is not there. */
export const MISSING = '$$REMOVE';

/**
 * The value below a path of keys. `$getField` finds nothing in an array, so that no key is taken for an index and no
 * array is walked through; a key that cannot be stored is not there.
 */
export function below(base: Expression, keys: readonly string[]): Expression {
  if (!keys.every(isStorable)) return MISSING;
  return keys.reduce<Expression>((input, key) => ({ $getField: { field: storedKey(key), input } }), base);
}

/**
 * A test of one JSON value as an expression that is true or false, never null. Aggregation compares values of different
 * types by an order of types: where that must not count, the type is asked for first.
 */
export function jsonTest(value: Expression, test: JsonTest, folded: boolean): Expression {
  const prepare = (scalar: Scalar) => (folded && typeof scalar === 'string' ? foldCase(scalar) : scalar);
  switch (test.op) {
    case 'present':
      return { $not: [{ $in: [{ $ifNull: [value, null] }, literal([null, '', []])] }] };
    case 'eq':
      return isStorableScalar(test.value) ? { $eq: [value, literal(prepare(test.value))] } : false;
    case 'in': {
      const wanted = test.values.filter(isStorableScalar).map(prepare);
      return wanted.length === 0 ? false : { $in: [value, literal(wanted)] };
    }
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return isStorable(test.value) ? textTest(value, test.op, String(prepare(test.value))) : false;
    default:
      return orderTest(value, test.op, prepare(test.value));
  }
}

/** UTF-8 is found by its bytes exactly where the code points are, and no character has a special meaning. */
function textTest(value: Expression, op: 'contains' | 'startsWith' | 'endsWith', text: string): Expression {
  const wanted = literal(text);
  const bytes = Buffer.byteLength(text);
  const place: Expression = { $strLenBytes: '$$text' };
  const found: Expression =
    op === 'contains'
      ? { $gte: [{ $indexOfBytes: ['$$text', wanted] }, 0] }
      : op === 'startsWith'
        ? { $eq: [{ $indexOfBytes: ['$$text', wanted, 0, bytes] }, 0] }
        : {
            $cond: [
              { $lt: [place, bytes] },
              false,
              { $gte: [{ $indexOfBytes: ['$$text', wanted, { $subtract: [place, bytes] }] }, 0] },
            ],
          };
  return {
    $let: { vars: { text: value }, in: { $cond: [{ $eq: [{ $type: '$$text' }, 'string'] }, found, false] } },
  };
}

function orderTest(value: Expression, op: keyof typeof operators, bound: Scalar): Expression {
  if (typeof bound === 'string' && !isStorable(bound)) throw new UnstorableText('a filter');
  if (Number.isNaN(bound)) return false;
  return {
    $let: {
      vars: { value },
      in: { $and: [hasType('$$value', bound), { [operators[op]]: ['$$value', literal(bound)] }] },
    },
  };
}

function hasType(value: Expression, like: Scalar): Expression {
  if (typeof like === 'number') return { $isNumber: value };
  return { $eq: [{ $type: value }, typeof like === 'string' ? 'string' : 'bool'] };
}

const isStorableScalar = (scalar: Scalar): boolean =>
  typeof scalar === 'string' ? isStorable(scalar) : typeof scalar !== 'number' || Number.isFinite(scalar);
