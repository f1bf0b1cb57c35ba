import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { Connection } from './connection.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { gatherAtEndOfTurn } from './end-of-turn.ts';
import type { KeptConnection } from './kept-connection.ts';
import type { Segment } from './segment.ts';
import { writeRequest } from './write-statement.ts';

interface Submission {
  readonly segment: Segment;
  readonly shape: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How many statements are under way at once. Fewer make bigger groups, more overlap one's flush with another's work. */
const LANES = 3;
const MAX_TOGETHER = 64;
const MAX_SIZE = 1 << 20;
/** Past this a transaction is worth a connection of its own. */
const MAX_SIZE_OF_ONE = 1 << 17;
/** A row that somebody holds must not hold up everybody who happens to travel in the same statement. */
const LOCK_TIMEOUT_MS = 50;

/**
 * Commits transactions that consist of one statement of writes. Those of the same shape that write to other rows gather
 * in a turn of the event loop, and while statements are under way, and then travel as one: it costs the server and this
 * process hardly more than one of them, and one flush of the log serves all. Nothing waits for company. If such a group
 * fails, whatever the reason, nothing of it has happened, and each transaction is sent by itself and gets its own answer.
 */
export class CommitQueue {
  readonly #pool: ConnectionPool;
  readonly #lanes: KeptConnection[];
  #waiting: Submission[] = [];
  #isScheduled = false;

  constructor(pool: ConnectionPool, lanes = LANES) {
    this.#pool = pool;
    this.#lanes = Array.from({ length: lanes }, () => pool.keep({ lockTimeoutMs: LOCK_TIMEOUT_MS }));
  }

  commit(segment: Segment): Promise<void> {
    if (segment.size > MAX_SIZE_OF_ONE) return this.#alone(segment);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ segment, shape: segment.shape, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#lanes.length === 0) return;
    this.#isScheduled = true;
    gatherAtEndOfTurn(() => {
      this.#isScheduled = false;
      while (this.#waiting.length > 0) {
        const lane = this.#lanes.pop();
        if (lane === undefined) return;
        void this.#drive(lane, this.#nextGroup());
      }
    });
  }

  async #drive(lane: KeptConnection, group: readonly Submission[]): Promise<void> {
    try {
      await this.#send(lane.open ?? (await lane.get()), group);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    this.#lanes.push(lane);
    if (this.#waiting.length > 0) this.#schedule();
  }

  async #send(connection: Connection, group: readonly Submission[]): Promise<void> {
    const { statement, values } = writeRequest(group.map(({ segment }) => segment));
    try {
      await connection.run(statement, values);
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      for (const { segment, resolve, reject } of group) this.#alone(segment).then(resolve, reject);
      return;
    }
    for (const { resolve } of group) resolve();
  }

  async #alone(segment: Segment): Promise<void> {
    const { statement, values } = writeRequest([segment]);
    const connection = await this.#pool.acquire();
    try {
      await connection.run(statement, values);
    } finally {
      this.#pool.release(connection);
    }
  }

  /** The one that has waited longest, with all that may travel with it. */
  #nextGroup(): Submission[] {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return [];
    if (others.length === 0) {
      this.#waiting = [];
      return [first];
    }
    const group = [first];
    const rows = new Set(first.segment.rows);
    let { size } = first.segment;
    this.#waiting = others.filter((submission) => {
      const { segment, shape } = submission;
      if (shape !== first.shape || group.length >= MAX_TOGETHER || size + segment.size > MAX_SIZE) return true;
      for (const row of segment.rows) if (rows.has(row)) return true;
      for (const row of segment.rows) rows.add(row);
      size += segment.size;
      group.push(submission);
      return false;
    });
    return group;
  }
}
