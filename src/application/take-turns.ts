import { setTimeout as delay } from 'node:timers/promises';

/**
 * Lets work on the same thing take turns within this process, in the order it was asked for. It prevents nothing that
 * compare-and-swap does not: it spares those who come at once the attempts they would lose to each other. So who has
 * waited for `patienceMs` goes ahead: when the database does not answer, each fails after its own time, not after that of
 * all before it.
 */
export class TurnTaking {
  readonly #patienceMs: number;
  readonly #last = new Map<string, Promise<unknown>>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  take<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(thing);
    const turn = before ? this.#awaitTurn(before).then(work) : work();
    this.#last.set(thing, turn);
    const leave = (): void => {
      if (this.#last.get(thing) === turn) this.#last.delete(thing);
    };
    turn.then(leave, leave);
    return turn;
  }

  async #awaitTurn(before: Promise<unknown>): Promise<void> {
    const over = new AbortController();
    const patience = delay(this.#patienceMs, undefined, { signal: over.signal });
    await Promise.race([before, patience]).catch(() => {});
    patience.catch(() => {});
    over.abort();
  }
}
