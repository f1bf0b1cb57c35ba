import { compareValues } from '../../application/ports/compare-positions.ts';
import type { Cursor, Query, SortKey } from '../../application/ports/query.ts';

/** What stands in a list over several resource types, and where in the order of its own type. */
export interface Entry<R> {
  readonly position: Cursor;
  readonly resource: R;
}

/** One resource type's part of such a list, in order by itself. */
export interface Part<R> {
  count(): Promise<number>;
  find(part: Pick<Query<never>, 'after' | 'limit' | 'offset'>): Promise<readonly Entry<R>[]>;
}

/** The order of the whole, by value alone: among equals the earlier part comes first. Empty: one part after the other. */
export type WholeOrder = readonly Pick<SortKey<never>, 'direction' | 'absent'>[];

/** The first entries of the whole list that begins with these. */
export function merged<R>(
  order: WholeOrder,
  lists: readonly (readonly Entry<R>[])[],
  limit: number,
): { readonly entry: Entry<R>; readonly part: number }[] {
  const taken = lists.map(() => 0);
  const found: { readonly entry: Entry<R>; readonly part: number }[] = [];
  while (found.length < limit) {
    let first: { readonly entry: Entry<R>; readonly part: number } | undefined;
    for (const [part, list] of lists.entries()) {
      const entry = list[taken[part] ?? 0];
      if (entry && (!first || compareValues(order, entry.position.values, first.entry.position.values) < 0)) {
        first = { entry, part };
      }
    }
    if (!first) break;
    taken[first.part] = (taken[first.part] ?? 0) + 1;
    found.push(first);
  }
  return found;
}

/**
 * How many entries of each of two parts stand among the first `offset` of the whole: by halving what is possible, with one
 * entry of either part read a step.
 */
export async function splitAt<R>(
  order: WholeOrder,
  [one, other]: readonly [Part<R>, Part<R>],
  [total, otherTotal]: readonly [number, number],
  offset: number,
): Promise<readonly [number, number]> {
  let least = Math.max(0, offset - otherTotal);
  let most = Math.min(offset, total);
  if (order.length === 0) return [most, offset - most];
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    const [[mine], [theirs]] = await Promise.all([
      one.find({ offset: middle, limit: 1 }),
      other.find({ offset: offset - middle - 1, limit: 1 }),
    ]);
    const isBefore = mine && (!theirs || compareValues(order, mine.position.values, theirs.position.values) <= 0);
    if (isBefore) least = middle + 1;
    else most = middle;
  }
  return [least, offset - least];
}
