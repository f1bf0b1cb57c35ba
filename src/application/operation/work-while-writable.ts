import type { Working } from '../ports/job-queue.ts';
import type { WriteGate } from './write-gate.ts';

/** Takes jobs while the installation takes changes: stops when it becomes read-only, and starts again afterwards. */
export class WorkWhileWritable implements Working {
  readonly #gate: WriteGate;
  readonly #startWork: () => Promise<Working>;
  readonly #onError: (error: unknown) => void;
  #working: Working | undefined;
  #turn: Promise<void> = Promise.resolve();
  #unlisten: () => void = () => {};
  #stopped = false;

  constructor(gate: WriteGate, startWork: () => Promise<Working>, onError: (error: unknown) => void) {
    this.#gate = gate;
    this.#startWork = startWork;
    this.#onError = onError;
  }

  /** No job is being worked on and none will be. */
  get isAtRest(): boolean {
    return this.#working === undefined && (this.#gate.isReadOnly || this.#stopped);
  }

  /** Fails when the first start does. */
  async start(): Promise<void> {
    this.#unlisten = this.#gate.onChange(() => {
      this.#turn = this.#turn.then(() => this.#follow()).catch(this.#onError);
    });
    await this.#follow();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    this.#stopped = true;
    await this.#turn;
    await this.#follow();
  }

  async #follow(): Promise<void> {
    const wanted = !this.#gate.isReadOnly && !this.#stopped;
    if (wanted && this.#working === undefined) {
      this.#working = await this.#startWork();
    } else if (!wanted && this.#working !== undefined) {
      await this.#working.stop();
      this.#working = undefined;
    }
  }
}
