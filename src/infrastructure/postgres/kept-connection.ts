import type { Connection } from './connection.ts';

/** One connection that is opened when first needed, and again when it broke. */
export class KeptConnection {
  readonly #connect: () => Promise<Connection>;
  #opening: Promise<Connection> | undefined;
  #connection: Connection | undefined;

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect;
  }

  /** The connection as it is, when it is usable. */
  get open(): Connection | undefined {
    return this.#connection?.usable ? this.#connection : undefined;
  }

  async get(): Promise<Connection> {
    if (this.open !== undefined) return this.open;
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = undefined;
    });
    this.#connection = await this.#opening;
    return this.#connection;
  }
}
