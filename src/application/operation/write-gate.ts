import type { OperatingMode } from '../ports/rows.ts';
import { InstallationReadOnly } from './installation-read-only.ts';

/** How long a process may go on writing on what it last read about the mode; then it has to read it again first. */
export const WRITE_LEASE_MS = 5_000;

export interface WriteGateOptions {
  readMode(): Promise<OperatingMode | undefined>;
  /** Milliseconds on a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Knows whether this process may change anything. What it read about the mode holds for `WRITE_LEASE_MS`, so a process
 * that was stopped or cut off for a while reads it anew before it commits, and whoever has switched the mode needs to wait
 * for that long only, not for every process to answer.
 */
export class WriteGate {
  readonly #readMode: WriteGateOptions['readMode'];
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #closed: { readonly reason: string | undefined } | undefined;
  #forced: string | undefined;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #refreshing: Promise<void> | undefined;
  #writing = 0;

  constructor({ readMode, now = () => performance.now() }: WriteGateOptions) {
    this.#readMode = readMode;
    this.#now = now;
  }

  get isReadOnly(): boolean {
    return this.#closed !== undefined;
  }

  /** Read-only, and nothing that began before is under way. */
  get isAtRest(): boolean {
    return this.isReadOnly && this.#writing === 0;
  }

  /** Closes this process's gate whatever the installation's mode. */
  keepClosed(reason: string): void {
    this.#forced = reason;
    this.#set({ reason });
  }

  /** Whether what is known about the mode may still be relied on. */
  get isFresh(): boolean {
    return this.#forced !== undefined || this.#now() - this.#confirmedAt < WRITE_LEASE_MS;
  }

  /** Reads the mode; callers at the same time share one reading. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#read().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** What to tell whoever wants to write; undefined while that is allowed. */
  get refusal(): InstallationReadOnly | undefined {
    return this.#closed && new InstallationReadOnly(this.#closed.reason);
  }

  begin(): void {
    this.#writing++;
  }

  end(): void {
    this.#writing--;
  }

  /** Calls back after each change between read-only and not; returns how to stop that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #read(): Promise<void> {
    const asked = this.#now();
    const mode = await this.#readMode();
    this.#confirmedAt = asked;
    if (this.#forced === undefined) this.#set(mode?.readOnly ? { reason: mode.reason } : undefined);
  }

  #set(closed: { readonly reason: string | undefined } | undefined): void {
    const changes = (closed === undefined) !== (this.#closed === undefined);
    this.#closed = closed;
    if (changes) for (const listener of this.#listeners) listener();
  }
}
