/** A queued job that waits for a slot, or is being handled. */
export interface Waiter<Payload> {
  readonly payload: Payload;
  /** Settles with the handler; set once it has started, alone or along with another. */
  run?: Promise<void>;
}

type Join<Payload> = (one: Payload, other: Payload) => Payload | undefined;

/**
 * Jobs that wait for a slot. Whoever gets one takes along all others that can be handled together with it, so the
 * backlog of a busy process becomes few handlers rather than many. Nothing waits for company.
 */
export class JoinedWaiters<Payload> {
  readonly #join: Join<Payload>;
  readonly #waiting = new Set<Waiter<Payload>>();

  constructor(join: Join<Payload>) {
    this.#join = join;
  }

  add(payload: Payload): Waiter<Payload> {
    const waiter: Waiter<Payload> = { payload };
    this.#waiting.add(waiter);
    return waiter;
  }

  remove(waiter: Waiter<Payload>): void {
    this.#waiting.delete(waiter);
  }

  /** Handles the waiter and those that join it, the longest waiting first. The promise is the `run` of each of them. */
  start(first: Waiter<Payload>, handle: (payload: Payload) => Promise<void>): Promise<void> {
    const taken = [first];
    let payload = first.payload;
    this.#waiting.delete(first);
    for (const other of this.#waiting) {
      const joined = this.#join(payload, other.payload);
      if (joined === undefined) continue;
      payload = joined;
      taken.push(other);
      this.#waiting.delete(other);
    }
    const run = handle(payload);
    for (const waiter of taken) waiter.run = run;
    return run;
  }
}
