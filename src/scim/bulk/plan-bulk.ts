/** What planning needs to know of one operation. */
export interface BulkNode {
  /** The bulkId of the resource it creates. */
  readonly creates?: string | undefined;
  /** The bulkIds it refers to, known ones and others. */
  readonly refersTo: readonly string[];
  /** The resource it changes or creates. Two operations on one resource keep their order. */
  readonly target: string;
  /** Texts that only one resource may have (names, addresses), which the operation may take or set free. */
  readonly names: readonly string[];
  /** Resources it relies on without changing them. */
  readonly mentions: readonly string[];
}

/** One operation, or several that refer to one another and can only be carried out together. */
export interface BulkStep {
  readonly operations: readonly number[];
  /** Its operations refer to one another, or one to itself. */
  readonly isCircle: boolean;
  /** The steps, all of them earlier ones, that must be over before it starts. */
  readonly after: readonly number[];
}

/**
 * The order of a Bulk request: that in which the client gave the operations, except that what an operation refers to
 * comes before it (RFC 7644 §3.7.1). Whatever steps run at the same time, the outcome is that of this order: a step waits
 * for the earlier ones that concern what it concerns.
 */
export function planBulk(nodes: readonly BulkNode[]): readonly BulkStep[] {
  const laneOf = lanesOf(nodes);
  const laneEnd = new Map<string, number>();
  const lastChange = new Map<string, number>();
  const readers = new Map<string, number[]>();
  const stepOf = new Map<number, number>();
  const creatorOf = creators(nodes);

  return referenceOrder(nodes, creatorOf).map((operations, step) => {
    for (const place of operations) stepOf.set(place, step);
    const after = new Set<number>();
    const wait = (other: number | undefined) => {
      if (other !== undefined && other !== step) after.add(other);
    };
    for (const place of operations) {
      const node = nodes[place];
      if (!node) continue;
      for (const bulkId of node.refersTo) wait(stepOf.get(creatorOf.get(bulkId) ?? -1));
      for (const resource of node.mentions) {
        wait(lastChange.get(resource));
        addTo(readers, resource, step);
      }
      const lane = laneOf(node.target);
      wait(laneEnd.get(lane));
      for (const reader of readers.get(node.target) ?? []) wait(reader);
      readers.delete(node.target);
      laneEnd.set(lane, step);
      lastChange.set(node.target, step);
    }
    return { operations, isCircle: isCircle(nodes, operations), after: [...after].sort((one, two) => one - two) };
  });
}

function creators(nodes: readonly BulkNode[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [place, { creates }] of nodes.entries()) if (creates !== undefined) places.set(creates, place);
  return places;
}

const isCircle = (nodes: readonly BulkNode[], [first, ...more]: readonly number[]): boolean => {
  const node = first === undefined ? undefined : nodes[first];
  return more.length > 0 || (node?.creates !== undefined && node.refersTo.includes(node.creates));
};

/** Resources that may come to share a name form one lane, in which operations follow one another. */
function lanesOf(nodes: readonly BulkNode[]): (target: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let above = parents.get(root); above !== undefined; above = parents.get(root)) root = above;
    for (let at = key; at !== root; ) {
      const above = parents.get(at) ?? root;
      parents.set(at, root);
      at = above;
    }
    return root;
  };
  for (const { target, names } of nodes) {
    for (const name of names) {
      const [one, two] = [rootOf(`target ${target}`), rootOf(`name ${name}`)];
      if (one !== two) parents.set(one, two);
    }
  }
  return (target) => rootOf(`target ${target}`);
}

/**
 * The strongly connected components of the references, referred ones first and otherwise in the order given (Tarjan). The
 * places within a component are in the order given, too.
 */
function referenceOrder(nodes: readonly BulkNode[], creatorOf: ReadonlyMap<string, number>): readonly number[][] {
  const order: number[][] = [];
  const seen = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();

  const visit = (place: number): number => {
    const number = seen.size;
    let low = number;
    seen.set(place, number);
    open.push(place);
    isOpen.add(place);
    for (const bulkId of nodes[place]?.refersTo ?? []) {
      const next = creatorOf.get(bulkId);
      if (next === undefined) continue;
      if (!seen.has(next)) low = Math.min(low, visit(next));
      else if (isOpen.has(next)) low = Math.min(low, seen.get(next) ?? low);
    }
    if (low === number) {
      const component = open.splice(open.indexOf(place));
      for (const member of component) isOpen.delete(member);
      order.push(component.sort((one, two) => one - two));
    }
    return low;
  };

  for (const place of nodes.keys()) if (!seen.has(place)) visit(place);
  return order;
}

function addTo(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
