import { setTimeout as delay } from 'node:timers/promises';

/** What one transaction has its turn at, until it ends. */
export class Turn {
  readonly #rows = new Set<string>();
  #end = (): void => {};
  readonly ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  end(): void {
    this.#end();
  }

  /** Those of the rows that are new to it. */
  add(rows: Iterable<string>): string[] {
    const added: string[] = [];
    for (const row of rows) {
      if (this.#rows.has(row)) continue;
      this.#rows.add(row);
      added.push(row);
    }
    return added;
  }
}

/**
 * Lets transactions of this process that change the same document take turns. MongoDB does not wait for a document that
 * another transaction has changed, it fails at once: without turns, those who meet at a fence would all try again and
 * again. Between processes that remains so.
 */
export class RowTurns {
  readonly #patienceMs: number;
  /** The end of the last turn asked for, by row. */
  readonly #ends = new Map<string, Promise<void>>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /**
   * Queues for all of these rows in one go, so that who asks but once waits in no circle, and waits for the turn. Who
   * waits too long goes ahead, as two may wait for each other all the same, and leaves it to the server.
   */
  async take(rows: Iterable<string>, turn: Turn): Promise<void> {
    const wanted = turn.add(rows);
    if (wanted.length === 0) return;
    const before: Promise<void>[] = [];
    for (const row of wanted) {
      const last = this.#ends.get(row);
      const end = last === undefined ? turn.ended : Promise.all([last, turn.ended]).then(() => {});
      this.#ends.set(row, end);
      void end.then(() => {
        if (this.#ends.get(row) === end) this.#ends.delete(row);
      });
      if (last !== undefined) before.push(last);
    }
    if (before.length > 0) await this.#wait(Promise.all(before));
  }

  /** Whether nobody else has or awaits a turn at any of these rows. */
  areFree(rows: readonly string[]): boolean {
    return rows.every((row) => !this.#ends.has(row));
  }

  async #wait(before: Promise<unknown>): Promise<void> {
    const giveUp = new AbortController();
    await Promise.race([before, delay(this.#patienceMs, undefined, { signal: giveUp.signal }).catch(() => {})]);
    giveUp.abort();
  }
}
