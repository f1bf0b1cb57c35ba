import type { Cursor, Scalar, SortKey } from './query.ts';

type Order = readonly Pick<SortKey<never>, 'direction' | 'absent'>[];

/**
 * Which of two positions comes first in an order: negative, positive, or 0 for the same. The positions may be those of
 * different collections, as long as the keys of both orders agree in everything but their fields.
 */
export function comparePositions(order: Order, left: Cursor, right: Cursor): number {
  const byValues = compareValues(order, left.values, right.values);
  if (byValues !== 0) return byValues;
  const byId = compareTexts(left.id, right.id);
  return order.at(-1)?.direction === 'descending' ? 0 - byId : byId;
}

/** The same without the id, which only says who comes first among equals. */
export function compareValues(order: Order, left: Cursor['values'], right: Cursor['values']): number {
  for (const [index, { direction, absent }] of order.entries()) {
    const difference = compareScalars(left[index] ?? null, right[index] ?? null, absent === 'greatest');
    if (difference !== 0) return direction === 'descending' ? 0 - difference : difference;
  }
  return 0;
}

function compareScalars(left: Scalar | null, right: Scalar | null, absentIsGreatest: boolean): number {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  const byType = rankOf(left, absentIsGreatest) - rankOf(right, absentIsGreatest);
  return byType === 0 ? Number(left) - Number(right) : byType;
}

function rankOf(value: Scalar | null, absentIsGreatest: boolean): number {
  if (value === null) return absentIsGreatest ? 4 : 0;
  if (typeof value === 'boolean') return 1;
  return typeof value === 'number' ? 2 : 3;
}

const SURROGATES = 0xd800;
const BEYOND_SURROGATES = 0xe000;

/** By code point: JavaScript's own order, by UTF-16 code units, puts pairs of surrogates before U+E000. */
function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) return byCodePoint(one) - byCodePoint(other);
  }
  return left.length - right.length;
}

const byCodePoint = (unit: number): number => (unit >= SURROGATES && unit < BEYOND_SURROGATES ? unit + 0x10000 : unit);
