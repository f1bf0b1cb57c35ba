import type { StoredCollection } from './stored-collection.ts';
import type { WriteOperation } from './write-operation.ts';

/** Writes to one collection in the order in which they are sent. */
export interface Batch {
  readonly collection: StoredCollection;
  readonly operations: readonly WriteOperation[];
}

/** Rows that exist come before rows that are made, so that keys are freed before they are taken. */
const ranks = { bump: 0, replace: 1, patch: 1, insert: 2 } as const;

/**
 * The writes of a transaction that have not been sent yet. Those of one collection travel together. Writes to different
 * rows may change places; a second write to a row comes after everything before it.
 */
export class WriteBuffer {
  #collections = new Map<StoredCollection, WriteOperation[][]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(operation: WriteOperation): void {
    let runs = this.#collections.get(operation.collection);
    if (runs === undefined) {
      runs = [];
      this.#collections.set(operation.collection, runs);
    }
    let run = runs.at(-1);
    if (run === undefined || this.#rows(run).has(operation.id)) {
      run = [];
      runs.push(run);
    }
    run.push(operation);
    this.#rows(run).add(operation.id);
    this.#size++;
  }

  /** What is to be sent; the buffer is empty afterwards. */
  take(): Batch[] {
    const taken = [...this.#collections].map(([collection, runs]) => ({
      collection,
      operations: runs.flatMap((run) => run.sort(byRank)),
    }));
    this.#collections = new Map();
    this.#size = 0;
    return taken;
  }

  readonly #rowsOfRun = new WeakMap<WriteOperation[], Set<string>>();

  #rows(run: WriteOperation[]): Set<string> {
    let rows = this.#rowsOfRun.get(run);
    if (rows === undefined) {
      rows = new Set();
      this.#rowsOfRun.set(run, rows);
    }
    return rows;
  }
}

/** Bumps in sorted order; what depends on the order it was asked for keeps it. */
const byRank = (a: WriteOperation, b: WriteOperation): number => {
  const difference = ranks[a.kind] - ranks[b.kind];
  if (difference !== 0 || a.kind !== 'bump') return difference;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
};
