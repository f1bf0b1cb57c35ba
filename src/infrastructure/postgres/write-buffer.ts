import type { CollectionTable } from './collection-table.ts';
import { Segment } from './segment.ts';

/** What a write does to its row. */
export type WriteKind = 'bump' | 'replace' | 'patch' | 'insert';

/** One buffered write: what to do with which row, and the JSON element that carries its data to the statement. */
export interface Write {
  readonly kind: WriteKind;
  readonly table: CollectionTable;
  readonly tenant: string;
  readonly id: string;
  readonly element: string;
  /** For patches: the condition over the row, its values being in the element. */
  readonly when?: string;
  /** For patches: whether fields are removed, whether folded copies change. */
  readonly removes?: boolean;
  readonly folds?: boolean;
}

/**
 * The writes of a transaction that have not been sent yet. Writes to different rows do not depend on each other and
 * travel as one statement; a second write to a row starts another statement after it, so order is kept where it matters.
 */
export class WriteBuffer {
  #segments: Segment[] = [];
  readonly #oneByOne: boolean;
  readonly #witnesses: Write[] = [];
  #updatedTogether = false;

  /** `oneByOne`: a statement for each write, in the order they were asked for. */
  constructor(oneByOne = false) {
    this.#oneByOne = oneByOne;
  }

  get isEmpty(): boolean {
    return this.#segments.length === 0;
  }

  /** Some of the documents to insert. Their presence tells whether an attempt with an unknown outcome has committed. */
  get witnesses(): readonly Write[] {
    return this.#witnesses;
  }

  /**
   * Whether updates shared a statement with other writes: in whatever order the server works on them, a unique key that
   * passes from one document to another may be seen twice for a moment.
   */
  get updatedTogether(): boolean {
    return this.#updatedTogether;
  }

  add(write: Write): void {
    let segment = this.#segments.at(-1);
    const row = `${write.table.collection} ${write.tenant} ${write.id}`;
    if (segment === undefined || this.#oneByOne || segment.has(row)) {
      segment = new Segment();
      this.#segments.push(segment);
    }
    segment.add(row, write);
    if (write.kind === 'insert' && this.#witnesses.length < MAX_WITNESSES) this.#witnesses.push(write);
    if (segment.updates && segment.rows.size > 1) this.#updatedTogether = true;
  }

  /** What is to be sent, in order, one statement each; the buffer is empty afterwards. */
  take(): Segment[] {
    const segments = this.#segments;
    this.#segments = [];
    return segments;
  }
}

const MAX_WITNESSES = 20;
