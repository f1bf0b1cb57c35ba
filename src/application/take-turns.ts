/**
 * Lets work on the same thing take turns within this process, in the order it was asked for. It prevents nothing that
 * compare-and-swap does not: it spares those who come at once the attempts they would lose to each other.
 */
export class TurnTaking {
  readonly #last = new Map<string, Promise<unknown>>();

  take<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(thing);
    const turn = before ? before.then(work, work) : work();
    this.#last.set(thing, turn);
    const leave = (): void => {
      if (this.#last.get(thing) === turn) this.#last.delete(thing);
    };
    turn.then(leave, leave);
    return turn;
  }
}
