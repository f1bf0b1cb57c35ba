import type { MongoConnection } from './mongo-connection.ts';
import type { ReadSource, Statement } from './read-source.ts';
import type { StoredCollection } from './stored-collection.ts';
import type { Transaction } from './transaction.ts';
import type { WriteOperation } from './write-operation.ts';

/** A transaction as its collections see it. */
export class TransactionSource implements ReadSource {
  readonly #transaction: Transaction;
  readonly #connection: MongoConnection;
  readonly #outside: ReadSource;

  constructor(transaction: Transaction, connection: MongoConnection, outside: ReadSource) {
    this.#transaction = transaction;
    this.#connection = connection;
    this.#outside = outside;
  }

  async read<T>(collection: StoredCollection, statement: Statement<T>): Promise<T> {
    if (this.#transaction.readsOutside) return this.#outside.read(collection, statement);
    return this.write(collection, statement);
  }

  async readQuickly<T>(collection: StoredCollection, statement: Statement<T>): Promise<T> {
    if (this.#transaction.readsOutside) return this.#outside.readQuickly(collection, statement);
    return this.write(collection, statement);
  }

  /** Runs a write whose result is wanted now, after everything buffered. */
  write<T>(collection: StoredCollection, statement: Statement<T>): Promise<T> {
    return this.#transaction.inside(async (session) =>
      statement(await this.#connection.collection(collection), { session }),
    );
  }

  buffer(operation: WriteOperation): void {
    this.#transaction.buffer(operation);
  }
}
