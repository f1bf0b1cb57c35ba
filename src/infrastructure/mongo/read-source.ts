import type { DriverCollection, MongoConnection, Session } from './mongo-connection.ts';
import { ConnectionLost, translateError } from './mongo-errors.ts';
import type { Slots } from './slots.ts';
import type { StoredCollection } from './stored-collection.ts';

/** A statement of the driver, in a session when there is one. */
export type Statement<T> = (driver: DriverCollection, options: { readonly session?: Session }) => Promise<T>;

/** Where reads run: by themselves, or in a transaction. */
export interface ReadSource {
  read<T>(collection: StoredCollection, statement: Statement<T>): Promise<T>;
  /** The same for lookups by id or key, which take so little time that they wait for no slot. */
  readQuickly<T>(collection: StoredCollection, statement: Statement<T>): Promise<T>;
}

/**
 * Runs a read, and once more when the connection breaks: what the driver does too, except between the parts of a long
 * answer and for commands.
 */
export async function twice<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      const failure = translateError(error);
      if (attempt > 1 || !(failure instanceof ConnectionLost)) throw failure;
    }
  }
}

/** Reads outside transactions: each sees what is committed when it runs. */
export class OutsideReads implements ReadSource {
  readonly #connection: MongoConnection;
  readonly #slots: Slots;

  constructor(connection: MongoConnection, slots: Slots) {
    this.#connection = connection;
    this.#slots = slots;
  }

  read<T>(collection: StoredCollection, statement: Statement<T>): Promise<T> {
    return this.#slots.use(() => this.readQuickly(collection, statement));
  }

  readQuickly<T>(collection: StoredCollection, statement: Statement<T>): Promise<T> {
    return twice(async () => statement(await this.#connection.collection(collection), {}));
  }
}
