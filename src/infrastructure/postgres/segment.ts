import type { Write } from './write-buffer.ts';

/** Writes of one kind and shape to one collection: they become one sub-statement. */
export interface Group {
  /** Equal keys, equal SQL. Keys sort in the order in which the sub-statements must run. */
  readonly key: string;
  /** Any of its writes: they are alike in everything but row and data. */
  readonly write: Write;
  readonly writes: Write[];
}

/** Writes to different rows, so that no one of them depends on another: they become one statement. */
export class Segment {
  readonly #rows = new Set<string>();
  readonly #groups = new Map<string, Group>();
  #size = 0;
  #updates = false;
  #sorted: readonly Group[] | undefined;

  /** Rows written to. */
  get rows(): ReadonlySet<string> {
    return this.#rows;
  }

  /** Characters of data to send. */
  get size(): number {
    return this.#size;
  }

  /** Whether some of the writes change documents that exist. */
  get updates(): boolean {
    return this.#updates;
  }

  has(row: string): boolean {
    return this.#rows.has(row);
  }

  add(row: string, write: Write): void {
    this.#rows.add(row);
    this.#size += write.element.length;
    if (write.kind === 'replace' || write.kind === 'patch') this.#updates = true;
    const key = groupKey(write);
    const group = this.#groups.get(key);
    if (group !== undefined) group.writes.push(write);
    else {
      this.#groups.set(key, { key, write, writes: [write] });
      this.#sorted = undefined;
    }
  }

  /** In the order in which they must run. */
  get groups(): readonly Group[] {
    this.#sorted ??= [...this.#groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    return this.#sorted;
  }

  /** Segments of equal shape are written by the same statement. */
  get shape(): string {
    const [only, second] = this.groups;
    if (second === undefined) return only?.key ?? '';
    return this.groups.map(({ key }) => key).join('\n');
  }
}

/** Rows that are locked come before rows that are made, and keys that are freed before keys that are taken. */
const ranks = { bump: '0', replace: '1', patch: '1', insert: '2' } as const;

function groupKey({ kind, table, removes, folds, when }: Write): string {
  const key = `${ranks[kind]} ${table.collection} ${kind}`;
  return kind === 'patch' ? `${key} ${removes ? 'r' : ''}${folds ? 'f' : ''} ${when ?? ''}` : key;
}
