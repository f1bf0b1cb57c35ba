/** How deep groups count within groups. What is nested deeper has no effect, in whatever order it came to be so. */
export const MOST_NESTING = 10;

/** How a person comes to be in a group: from the group they were put into to this one, both included. */
export type GroupPath = readonly string[];

/**
 * Every group somebody is in who was put into `direct`, with a shortest path to each. Cycles end by themselves: a group is
 * visited once. `parentsOf` names the groups a group is a member of.
 */
export function expandGroup(
  direct: string,
  parentsOf: ReadonlyMap<string, readonly string[]>,
  mostNesting = MOST_NESTING,
): ReadonlyMap<string, GroupPath> {
  const paths = new Map<string, GroupPath>([[direct, [direct]]]);
  let frontier = [direct];
  for (let level = 0; level < mostNesting && frontier.length > 0; level += 1) {
    const next: string[] = [];
    for (const child of frontier) {
      const path = paths.get(child) ?? [];
      for (const parent of parentsOf.get(child) ?? []) {
        if (paths.has(parent)) continue;
        paths.set(parent, [...path, parent]);
        next.push(parent);
      }
    }
    frontier = next;
  }
  return paths;
}
