/** Remembers when ids were last seen, for the `capacity` latest of them. */
export class RecentIds {
  readonly #capacity: number;
  readonly #times = new Map<string, number>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(id: string, atMs: number): void {
    this.#times.delete(id);
    this.#times.set(id, atMs);
    if (this.#times.size <= this.#capacity) return;
    for (const oldest of this.#times.keys()) {
      this.#times.delete(oldest);
      return;
    }
  }

  hasSince(id: string, sinceMs: number): boolean {
    return (this.#times.get(id) ?? Number.NEGATIVE_INFINITY) > sinceMs;
  }
}
