import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BulkNode, planBulk } from './plan-bulk.ts';
import { runSteps } from './run-steps.ts';

const NOTHING = { refersTo: [], names: [], mentions: [] };
const create = (bulkId: string, ...refersTo: readonly string[]): BulkNode => ({
  ...NOTHING,
  creates: bulkId,
  refersTo,
  target: `bulkId ${bulkId}`,
  mentions: refersTo.map((other) => `bulkId ${other}`),
});
const change = (id: string, more: Partial<BulkNode> = {}): BulkNode => ({ ...NOTHING, target: `id ${id}`, ...more });
const order = (nodes: readonly BulkNode[]) => planBulk(nodes).map(({ operations }) => operations);

describe('The plan of a Bulk request', () => {
  it('keeps the order given, but for what others refer to', () => {
    expect(order([create('a'), create('b'), create('c')])).toEqual([[0], [1], [2]]);
    expect(order([create('a', 'c'), create('b'), create('c')])).toEqual([[2], [0], [1]]);
  });

  it('puts a circle into one step, and knows one that refers to itself', () => {
    const steps = planBulk([
      create('x', 'a'),
      create('a', 'b'),
      create('b', 'a'),
      create('s', 's'),
      create('n', 'nobody'),
    ]);
    expect(steps).toEqual([
      { operations: [1, 2], isCircle: true, after: [] },
      { operations: [0], isCircle: false, after: [0] },
      { operations: [3], isCircle: true, after: [] },
      { operations: [4], isCircle: false, after: [] },
    ]);
  });

  it('lets only those run at once that have nothing in common', () => {
    const steps = planBulk([
      change('1', { names: ['ana'] }),
      change('2', { names: ['bo'] }),
      { ...create('new'), names: ['ana'] },
      change('g', { mentions: ['id 2'] }),
      change('h', { mentions: ['id 2'] }),
      change('2'),
      change('3', { names: ['bo'] }),
    ]);
    expect(steps.map(({ after }) => after)).toEqual([[], [], [0], [1], [1], [1, 3, 4], [5]]);
  });
});

/** Graphs of creations with references among them, and changes of a few resources and names. */
const node = (place: number) => {
  const bulkId = fc.integer({ min: 0, max: 11 }).map(String);
  const common = {
    refersTo: fc.uniqueArray(bulkId, { maxLength: 3 }),
    names: fc.uniqueArray(fc.constantFrom('ana', 'bo', 'cy', 'di', 'eve', 'flo'), { maxLength: 1 }),
    target: fc.oneof(
      fc.constantFrom('id 1', 'id 2', 'id 3', 'id 4'),
      bulkId.map((other) => `bulkId ${other}`),
    ),
    creates: fc.boolean(),
    mentions: fc.uniqueArray(fc.constantFrom('id 1', 'id 2', 'id 3', 'id 4'), { maxLength: 2 }),
  };
  return fc.record(common).map(({ creates, target, refersTo, names, mentions }): BulkNode => {
    const referred = refersTo.map((other) => `bulkId ${other}`);
    if (creates) {
      return {
        creates: String(place),
        target: `bulkId ${place}`,
        refersTo,
        names,
        mentions: [...mentions, ...referred],
      };
    }
    const known = target.startsWith('bulkId ') ? [target.slice('bulkId '.length)] : [];
    const others = [...mentions, ...referred].filter((resource) => resource !== target);
    return { target, refersTo: [...new Set([...refersTo, ...known])], names, mentions: others };
  });
};
const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, i) => node(i))));

/** What reaches what by references, by Warshall's closure. */
function reachability(nodes: readonly BulkNode[]): boolean[][] {
  const reaches = nodes.map(({ refersTo }) =>
    nodes.map(({ creates }) => creates !== undefined && refersTo.includes(creates)),
  );
  for (const middle of nodes.keys())
    for (const from of nodes.keys())
      for (const to of nodes.keys())
        if (reaches[from]?.[middle] && reaches[middle]?.[to]) (reaches[from] ?? [])[to] = true;
  return reaches;
}

/** Resources that share a name, directly or through others, are one. */
function sameLane(nodes: readonly BulkNode[]): (one: BulkNode, other: BulkNode) => boolean {
  const near = (a: BulkNode, b: BulkNode) => a.target === b.target || a.names.some((name) => b.names.includes(name));
  return (one, other) => {
    const lane = new Set([one]);
    for (let size = 0; size !== lane.size; ) {
      size = lane.size;
      for (const candidate of nodes) if ([...lane].some((member) => near(member, candidate))) lane.add(candidate);
    }
    return lane.has(other);
  };
}

describe('The plan of any Bulk request, beside a naive model', () => {
  const seed = Number(process.env.BULK_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = Number(process.env.BULK_GRAPHS ?? 300);

  it(`keeps every rule for ${numRuns} graphs (BULK_SEED=${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (nodes) => {
        const steps = planBulk(nodes);
        const reaches = reachability(nodes);
        const stepOf = new Map(
          steps.flatMap(({ operations }, step) => operations.map((place) => [place, step] as const)),
        );
        const at = (place: number) => stepOf.get(place) ?? -1;
        expect([...stepOf.keys()].sort((a, b) => a - b)).toEqual([...nodes.keys()]);

        const wrong: string[] = [];
        const check = (holds: boolean | undefined, what: string) => {
          if (!holds) wrong.push(what);
        };
        const waits = steps.map(({ after }) => new Set(after));
        for (const [step, others] of waits.entries()) {
          for (const other of [...others]) {
            check(other < step, `step ${step} waits for ${other}`);
            for (const further of waits[other] ?? []) others.add(further);
          }
        }
        const lane = sameLane(nodes);
        for (const [one, a] of nodes.entries()) {
          check(steps[at(one)]?.isCircle === (reaches[one]?.[one] ?? false), `circle of ${one}`);
          for (const [two, b] of nodes.entries()) {
            const together = one === two || ((reaches[one]?.[two] && reaches[two]?.[one]) ?? false);
            check((at(one) === at(two)) === together, `${one} and ${two} together`);
            if (together) continue;
            if (reaches[one]?.[two]) check(waits[at(one)]?.has(at(two)), `${one} waits for ${two}`);
            const depends =
              a.target === b.target || lane(a, b) || b.mentions.includes(a.target) || a.mentions.includes(b.target);
            const [first, second] = at(one) < at(two) ? [one, two] : [two, one];
            if (depends) check(waits[at(second)]?.has(at(first)), `${second} waits for ${first}`);
          }
        }
        // Whoever comes before an operation given earlier is there because something earlier refers to it.
        for (const one of nodes.keys()) {
          for (const two of nodes.keys()) {
            if (one > two || at(one) < at(two) || at(one) === at(two)) continue;
            const pulled = [...nodes.keys()].some((other) => other <= one && (other === two || reaches[other]?.[two]));
            check(pulled, `${two} came before ${one}`);
          }
        }

        const over = new Set<number>();
        await runSteps(steps, {
          concurrency: 3,
          goesOn: () => true,
          run: async (step) => {
            const index = steps.indexOf(step);
            for (const other of step.after) check(over.has(other), `${index} started before ${other} was over`);
            await Promise.resolve();
            over.add(index);
          },
        });
        expect(over.size).toBe(steps.length);
        expect(wrong).toEqual([]);
      }),
      { seed, numRuns },
    );
  });
});
