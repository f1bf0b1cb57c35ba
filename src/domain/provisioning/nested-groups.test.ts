import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expandGroup, MOST_NESTING } from './nested-groups.ts';

const parents = (edges: readonly (readonly [child: string, parent: string])[]) => {
  const map = new Map<string, string[]>();
  for (const [child, parent] of edges) map.set(child, [...(map.get(child) ?? []), parent]);
  return map;
};

describe('the groups of a member', () => {
  it('are its own and those above, each by a shortest path', () => {
    const paths = expandGroup(
      'a',
      parents([
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
        ['a', 'c'],
        ['x', 'a'],
      ]),
    );
    expect(Object.fromEntries(paths)).toEqual({ a: ['a'], b: ['a', 'b'], c: ['a', 'c'], d: ['a', 'c', 'd'] });
  });

  it('end in cycles', () => {
    const cycle = parents([
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ]);
    expect([...expandGroup('b', cycle).keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  it(`end ${MOST_NESTING} groups above`, () => {
    const chain = parents(Array.from({ length: 30 }, (_, level) => [`g${level}`, `g${level + 1}`] as const));
    expect([...expandGroup('g0', chain).keys()]).toHaveLength(MOST_NESTING + 1);
  });

  it('are those that following every path finds', () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 20 }), fc.integer({ min: 0, max: 4 }), (pairs, depth) => {
        const edges = pairs.map(([child, parent]) => [String(child), String(parent)] as const);
        const found = expandGroup('0', parents(edges), depth);
        expect([...found.keys()].sort()).toEqual([...followed('0', edges, depth)].sort());
        for (const [group, path] of found) {
          expect([path[0], path.at(-1)]).toEqual(['0', group]);
          const steps = path.slice(1).map((parent, index) => [path[index], parent]);
          for (const step of steps) expect(edges).toContainEqual(step);
        }
      }),
    );
  });
});

function followed(from: string, edges: readonly (readonly [string, string])[], depth: number): Set<string> {
  const found = new Set([from]);
  if (depth === 0) return found;
  for (const [child, parent] of edges) {
    if (child === from) for (const group of followed(parent, edges, depth - 1)) found.add(group);
  }
  return found;
}
