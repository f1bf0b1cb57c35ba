import type { Connection } from './connection.ts';

/** One connection that is opened when first needed, and again when it broke or has worn out. */
export class KeptConnection {
  readonly #connect: () => Promise<Connection>;
  #opening: Promise<Connection> | undefined;
  #connection: Connection | undefined;

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect;
  }

  /** The connection as it is, when it is usable. */
  get open(): Connection | undefined {
    const connection = this.#connection;
    return connection?.usable && !connection.worn ? connection : undefined;
  }

  async get(): Promise<Connection> {
    if (this.open !== undefined) return this.open;
    this.#opening ??= this.#replace().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Ends it after what it was asked so far. */
  async end(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection?.usable) await connection.end();
  }

  async #replace(): Promise<Connection> {
    void this.end().catch(() => {});
    this.#connection = await this.#connect();
    return this.#connection;
  }
}
