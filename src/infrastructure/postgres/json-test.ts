import type { Scalar } from '../../application/ports/query.ts';
import { UnstorableText } from '../../application/ports/storage-errors.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { Parameters } from './parameters.ts';
import { isStorable } from './storable-text.ts';

/** A comparison without its field: what is asked of one JSON value. */
export type JsonTest =
  | { readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar }
  | { readonly op: 'in'; readonly values: readonly Scalar[] }
  | { readonly op: 'contains' | 'startsWith' | 'endsWith'; readonly value: string }
  | { readonly op: 'present' };

const operators = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/**
 * A test of one JSON value of any type. JSONB equality is exact and knows types; its order of strings is the database's
 * own, so strings are ordered as text in "C". A missing value gives null.
 */
export function compileJsonTest(value: string, test: JsonTest, folded: boolean, values: Parameters): string {
  const prepare = (scalar: Scalar) => (folded && typeof scalar === 'string' ? foldCase(scalar) : scalar);
  switch (test.op) {
    case 'present':
      return `(${value} <> 'null' and ${value} <> '""' and ${value} <> '[]')`;
    case 'eq':
      if (!isStorableScalar(test.value)) return 'false';
      return `${value} = ${values.json(prepare(test.value))}`;
    case 'in': {
      const wanted = test.values.filter(isStorableScalar).map(prepare);
      if (wanted.length === 0) return 'false';
      return `(jsonb_typeof(${value}) in ('string', 'number', 'boolean') and ${values.json(wanted)} @> ${value})`;
    }
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      if (!isStorable(test.value)) return 'false';
      const text = values.text(String(prepare(test.value)));
      return `(jsonb_typeof(${value}) = 'string' and ${textTests[test.op](textOf(value), text)})`;
    }
    default:
      return compileOrder(value, test.op, prepare(test.value), values);
  }
}

const textOf = (value: string): string => `(${value} #>> '{}') collate "C"`;

/** Byte comparison of UTF-8 text finds exactly the code points asked for, and no character has a special meaning. */
export const textTests = {
  contains: (text: string, wanted: string) => `strpos(${text}, ${wanted}) > 0`,
  startsWith: (text: string, wanted: string) => `starts_with(${text}, ${wanted})`,
  endsWith: (text: string, wanted: string) => `right(${text}, length(${wanted})) = ${wanted}`,
} as const;

function compileOrder(value: string, op: keyof typeof operators, bound: Scalar, values: Parameters): string {
  const isType = `jsonb_typeof(${value}) = '${typeof bound}'`;
  if (typeof bound === 'string') {
    if (!isStorable(bound)) throw new UnstorableText('a filter');
    return `(${isType} and ${textOf(value)} ${operators[op]} ${values.text(bound)})`;
  }
  if (typeof bound === 'number' && !Number.isFinite(bound)) {
    const always = bound === Number.POSITIVE_INFINITY ? op === 'lt' || op === 'lte' : op === 'gt' || op === 'gte';
    return always && !Number.isNaN(bound) ? isType : 'false';
  }
  return `(${isType} and ${value} ${operators[op]} ${values.json(bound)})`;
}

const isStorableScalar = (scalar: Scalar): boolean =>
  typeof scalar === 'string' ? isStorable(scalar) : typeof scalar !== 'number' || Number.isFinite(scalar);
