import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Scalar } from '../../application/ports/query.ts';
import { type Entry, merged, type Part, splitAt, type WholeOrder } from './merge-parts.ts';

type Named = Entry<string>;

const values = fc.array(fc.constantFrom<Scalar | null>(null, 'a', 'b', 'c', 'd'), { maxLength: 12 });

/** What stands before what, in the plainest words: null is the greatest, then by part, then by place in it. */
const rank = (value: Scalar | null) => (value === null ? 'z' : String(value));

function partOf(entries: readonly Named[]): Part<string> & { reads: number } {
  const part = {
    reads: 0,
    count: async () => entries.length,
    find: async ({ offset = 0, limit }: { readonly offset?: number; readonly limit?: number }) => {
      part.reads++;
      return entries.slice(offset, limit === undefined ? undefined : offset + limit);
    },
  };
  return part;
}

function ordered(name: string, list: readonly (Scalar | null)[], isDescending: boolean): Named[] {
  const turn = isDescending ? -1 : 1;
  return [...list]
    .sort((left, right) => turn * (rank(left) < rank(right) ? -1 : Number(rank(left) > rank(right))))
    .map((value, index) => ({ position: { id: `${index}`, values: [value] }, resource: `${name}${index}:${value}` }));
}

function naively(one: readonly Named[], other: readonly Named[], isDescending: boolean): string[] {
  const turn = isDescending ? -1 : 1;
  const key = ({ position }: Named) => rank(position.values[0] ?? null);
  return [...one, ...other]
    .sort((left, right) => turn * (key(left) < key(right) ? -1 : Number(key(left) > key(right))))
    .map(({ resource }) => resource);
}

describe('a list over two parts', () => {
  it('is the two sorted together, wherever a page begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        values,
        values,
        fc.boolean(),
        fc.nat({ max: 25 }),
        fc.integer({ min: 1, max: 9 }),
        async (...made) => {
          const [some, others, isDescending, place, count] = made;
          const order: WholeOrder = [{ direction: isDescending ? 'descending' : 'ascending', absent: 'greatest' }];
          const users = ordered('u', some, isDescending);
          const groups = ordered('g', others, isDescending);
          const offset = Math.min(place, users.length + groups.length);
          const [mine, theirs] = await splitAt(
            order,
            [partOf(users), partOf(groups)],
            [users.length, groups.length],
            offset,
          );
          expect(mine + theirs).toBe(offset);
          const page = merged(order, [users.slice(mine), groups.slice(theirs)], count);
          expect(page.map(({ entry }) => entry.resource)).toEqual(
            naively(users, groups, isDescending).slice(offset, offset + count),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is one part after the other without an order, and reads nothing to find a place in it', async () => {
    const users = ordered('u', ['a', 'b'], false);
    const groups = ordered('g', ['a'], false);
    const parts = [partOf(users), partOf(groups)] as const;
    expect(await splitAt([], parts, [2, 1], 1)).toEqual([1, 0]);
    expect(await splitAt([], parts, [2, 1], 3)).toEqual([2, 1]);
    expect(merged([], [users, groups], 9).map(({ part }) => part)).toEqual([0, 0, 1]);
    expect(parts[0].reads + parts[1].reads).toBe(0);
  });

  it('finds a place among many in a few reads', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => String(index).padStart(6, '0'));
    const [users, groups] = [partOf(ordered('u', many, false)), partOf(ordered('g', many, false))];
    const order: WholeOrder = [{ direction: 'ascending', absent: 'greatest' }];
    expect(await splitAt(order, [users, groups], [50_000, 50_000], 70_001)).toEqual([35_001, 35_000]);
    expect(users.reads).toBeLessThanOrEqual(16);
  });

  it('bears that entries vanish while it looks', async () => {
    const gone = { count: async () => 100, find: async () => [] };
    const split = await splitAt([{ direction: 'ascending' }], [gone, gone], [100, 100], 50);
    expect(split[0] + split[1]).toBe(50);
  });
});
