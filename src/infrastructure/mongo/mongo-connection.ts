import mongoose, { type Connection, type mongo } from 'mongoose';
import type { Log } from '../../application/ports/log.ts';
import { assertSuitable } from './assert-suitable.ts';
import { connectionSettings } from './connection-settings.ts';
import { translateError, UnsuitableServer } from './mongo-errors.ts';
import type { StoredCollection, StoredDocument } from './stored-collection.ts';
import { modelOf } from './stored-schema.ts';

export type DriverCollection = mongo.Collection<StoredDocument>;
export type Session = mongo.ClientSession;

/**
 * The connection to one database: made at the first use, and made again when that failed; afterwards the driver keeps it
 * up through outages and changes of primary.
 */
export class MongoConnection {
  readonly #url: string;
  readonly #log: Log | undefined;
  readonly #collections = new Map<string, DriverCollection>();
  #opening: Promise<Connection> | undefined;
  #closed = false;

  constructor(url: string, log?: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** @throws DatabaseUnavailable; UnsuitableServer */
  async ready(): Promise<Connection> {
    if (this.#closed) throw new Error('The database is closed');
    this.#opening ??= this.#open().catch((error) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async collection(stored: StoredCollection): Promise<DriverCollection> {
    const known = this.#collections.get(stored.name);
    if (known !== undefined && !this.#closed) return known;
    const model = modelOf(await this.ready(), stored);
    // The driver's own collection: mongoose's wrapper would queue what is asked for during an outage.
    const collection = model.db.getClient().db(model.db.name).collection<StoredDocument>(stored.name);
    this.#collections.set(stored.name, collection);
    return collection;
  }

  async session(): Promise<Session> {
    return (await this.ready()).getClient().startSession({ causalConsistency: false });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await (await this.#opening?.catch(() => undefined))?.close(true);
  }

  async #open(): Promise<Connection> {
    const connection = mongoose.createConnection();
    connection.on('error', () => {});
    try {
      await connection.openUri(this.#url, connectionSettings(this.#url));
      await assertSuitable(connection);
      this.#watch(connection);
      return connection;
    } catch (error) {
      await connection.close(true).catch(() => {});
      throw this.#explained(error);
    }
  }

  /** Errors in the connection string are told in words that do not repeat it. */
  #explained(error: unknown): unknown {
    const { name, code } = error as { readonly name?: string; readonly code?: unknown };
    if (name === 'MongoParseError' || name === 'MongoInvalidArgumentError' || name === 'MongoMissingCredentialsError') {
      return new UnsuitableServer(
        'DATABASE_URL is not an address of a MongoDB: it should look like mongodb://user:password@host1,host2,host3/holdfast?replicaSet=rs0, with special characters in the password percent-encoded',
      );
    }
    if (name === 'MongoServerError' && code === undefined)
      return new UnsuitableServer('The database refused the connection');
    return translateError(error);
  }

  #watch(connection: Connection): void {
    const log = this.#log;
    if (log === undefined) return;
    connection.on('disconnected', () => {
      if (!this.#closed) log.warn({}, 'The database cannot be reached');
    });
    connection.on('reconnected', () => log.info({}, 'The database can be reached again'));
  }
}
