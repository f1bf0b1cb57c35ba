import type { Scalar } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import { isStorable } from '../documents/storable-text.ts';
import type { Parameters } from './parameters.ts';

/** A comparison without its field: what is asked of one JSON value. */
export type JsonTest =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar }
  | { readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly op: 'present' };

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * A test of the JSON value that `place` gives an expression for (asked for only when the test depends on it, as every
 * parameter must be used). JSONB equality is exact and knows types; its order of strings is the database's
 * own, so strings are ordered as text in "C". A missing value gives null.
 */
export function compileJsonTest(place: () => string, test: JsonTest, folded: boolean, values: Parameters): string {
  const prepare = (scalar: Scalar) => (folded && typeof scalar === 'string' ? foldCase(scalar) : scalar);
  switch (test.op) {
    case 'present': {
      const value = place();
      return `(${value} <> 'null' and ${value} <> '""' and ${value} <> '[]')`;
    }
    case 'eq':
      if (!isStorableScalar(test.value)) return 'false';
      return `${place()} = ${values.json(prepare(test.value))}`;
    case 'in': {
      const wanted = test.values.filter(isStorableScalar).map(prepare);
      if (wanted.length === 0) return 'false';
      const value = place();
      return `(jsonb_typeof(${value}) in ('string', 'number', 'boolean') and ${values.json(wanted)} @> ${value})`;
    }
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      if (!isStorable(test.value)) return 'false';
      const value = place();
      const text = values.text(String(prepare(test.value)));
      return `(jsonb_typeof(${value}) = 'string' and ${textTests[test.op](textOf(value), text)})`;
    }
    default:
      return compileOrder(place, test.op, prepare(test.value), values);
  }
}

const textOf = (value: string): string => `(${value} #>> '{}') collate "C"`;

/** Byte comparison of UTF-8 text finds exactly the code points asked for, and no character has a special meaning. */
export const textTests = {
  contains: (text: string, wanted: string) => `strpos(${text}, ${wanted}) > 0`,
  startsWith: (text: string, wanted: string) => `starts_with(${text}, ${wanted})`,
  endsWith: (text: string, wanted: string) => `right(${text}, length(${wanted})) = ${wanted}`,
} as const;

function compileOrder(place: () => string, op: keyof typeof operators, bound: Scalar, values: Parameters): string {
  if (typeof bound === 'string' && !isStorable(bound)) throw new UnstorableText('a filter');
  const endless = typeof bound === 'number' && !Number.isFinite(bound);
  if (endless && !(bound > 0 ? op.startsWith('lt') : bound < 0 && op.startsWith('gt'))) return 'false';
  const value = place();
  const isType = `jsonb_typeof(${value}) = '${typeof bound}'`;
  if (endless) return isType;
  if (typeof bound === 'string') return `(${isType} and ${textOf(value)} ${operators[op]} ${values.text(bound)})`;
  return `(${isType} and ${value} ${operators[op]} ${values.json(bound)})`;
}

const isStorableScalar = (scalar: Scalar): boolean =>
  typeof scalar === 'string' ? isStorable(scalar) : typeof scalar !== 'number' || Number.isFinite(scalar);
