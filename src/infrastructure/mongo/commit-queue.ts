import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { WriteOperation } from './write-operation.ts';

/** The writes of one transaction that read nothing inside. */
export interface Submission {
  readonly operations: readonly WriteOperation[];
  /** Commits these writes by themselves. */
  readonly alone: () => Promise<void>;
}

type Waiting = Submission & {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** How many commits are under way at once. Fewer make bigger groups, more overlap one's flush with another's work. */
const LANES = 3;
const MAX_TOGETHER = 32;
/** Past this a transaction is worth a commit of its own. */
const MAX_WRITES_OF_ONE = 50;

/**
 * Commits transactions that consist of writes only. While commits are under way, others that write to other documents
 * gather and then travel as one transaction: a round trip for each collection and one flush of the journal serve all.
 * Nothing waits for company. If such a group fails, nothing of it has happened, and each is sent by itself and gets its
 * own answer; when the database is gone, or nobody knows what became of the commit, all of the group are told so.
 */
export class CommitQueue {
  readonly #together: (operations: readonly WriteOperation[]) => Promise<void>;
  #free: number;
  #waiting: Waiting[] = [];

  /** `together` commits the writes of several transactions as one. */
  constructor(together: (operations: readonly WriteOperation[]) => Promise<void>, lanes = LANES) {
    this.#together = together;
    this.#free = lanes;
  }

  commit(submission: Submission): Promise<void> {
    if (submission.operations.length > MAX_WRITES_OF_ONE) return submission.alone();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...submission, resolve, reject });
      if (this.#free > 0) void this.#drive();
    });
  }

  async #drive(): Promise<void> {
    this.#free--;
    while (this.#waiting.length > 0) await this.#send(this.#nextGroup());
    this.#free++;
  }

  async #send(group: readonly Waiting[]): Promise<void> {
    const [only] = group;
    if (group.length === 1 && only !== undefined) return only.alone().then(only.resolve, only.reject);
    try {
      await this.#together(group.flatMap(({ operations }) => operations));
    } catch (error) {
      const isOver = error instanceof DatabaseUnavailable;
      for (const { alone, resolve, reject } of group) {
        if (isOver) reject(error);
        else alone().then(resolve, reject);
      }
      return;
    }
    for (const { resolve } of group) resolve();
  }

  /** The one that has waited longest, with all that may travel with it. */
  #nextGroup(): Waiting[] {
    const group: Waiting[] = [];
    const taken = new Set<string>();
    this.#waiting = this.#waiting.filter((waiting) => {
      const rows = waiting.operations.map(rowOf);
      if (group.length >= MAX_TOGETHER || rows.some((row) => taken.has(row))) return true;
      for (const row of rows) taken.add(row);
      group.push(waiting);
      return false;
    });
    return group;
  }
}

const rowOf = ({ collection, id }: WriteOperation): string => `${collection.name} ${id}`;
