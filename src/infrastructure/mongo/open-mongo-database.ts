import type { CollectionSpec, Doc } from '../../application/ports/collection.ts';
import { type Collections, collections } from '../../application/ports/collections.ts';
import type { Database, ReadableCollection, WritableCollection } from '../../application/ports/database.ts';
import type { Log } from '../../application/ports/log.ts';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { Transfer } from '../../application/ports/transfer.ts';
import type { AnyDoc, AnySpec } from '../documents/declared-fields.ts';
import { CommitQueue } from './commit-queue.ts';
import { commitTogether } from './commit-together.ts';
import { AbandonedTransactions } from './end-abandoned-transactions.ts';
import { hasArrived } from './has-arrived.ts';
import { inspect } from './inspect.ts';
import { isMigrated, migrate } from './migrate.ts';
import { MongoConnection } from './mongo-connection.ts';
import { translateError } from './mongo-errors.ts';
import { ReadCollection } from './read-collection.ts';
import { OutsideReads, twice } from './read-source.ts';
import { RowTurns } from './row-turns.ts';
import { runTransaction } from './run-transaction.ts';
import { Slots } from './slots.ts';
import { type StoredCollection, storedCollections } from './stored-collection.ts';
import { Transaction, type TransactionMode } from './transaction.ts';
import { TransactionSource } from './transaction-source.ts';
import { mongoTransfer } from './transfer.ts';
import { WriteCollection } from './write-collection.ts';

export interface MongoOptions {
  /** `mongodb://user:password@host1,host2,host3/database?replicaSet=rs0`, or `mongodb+srv://…`; the database is `holdfast` when none is named. */
  readonly url: string;
  /** Transactions and searches at the same time. Default 16. */
  readonly poolSize?: number;
  readonly log?: Log;
}

/** The port over any set of collections; with Holdfast's own it is `Database`. */
export type CollectionsDatabase<C> = { readonly [K in keyof C]: ReadableCollection<C[K] & Doc> } & {
  transaction<T>(work: (tx: WritableCollections<C>) => Promise<T>): Promise<T>;
  optimistic<T>(work: (tx: WritableCollections<C>) => Promise<T>): Promise<T>;
  readonly transfer: Transfer<C>;
} & Pick<Database, 'migrate' | 'isMigrated' | 'ping' | 'inspect' | 'close'>;

export type WritableCollections<C> = { readonly [K in keyof C]: WritableCollection<C[K] & Doc> };
export type CollectionSpecs<C> = { readonly [K in keyof C]: CollectionSpec<C[K] & Doc> };

const SLOT_PATIENCE_MS = 4_000;
const ROW_PATIENCE_MS = 500;

/**
 * Holdfast's collections on MongoDB. A server that cannot be reached yet is connected to at the first use; `ping` tells.
 * @throws UnsuitableServer when there is a server that cannot be used: standalone, too old, or a malformed address.
 */
export const openMongoDatabase = async (options: MongoOptions): Promise<Database> =>
  openMongoCollections<Collections>(options, collections);

export async function openMongoCollections<C extends object>(
  options: MongoOptions,
  specs: CollectionSpecs<C>,
): Promise<CollectionsDatabase<C>> {
  const stored = storedCollections(Object.values<AnySpec>(specs as never));
  const entries = Object.keys(specs).map((key, place) => [key, stored[place] as StoredCollection] as const);
  const byKey = new Map<string, StoredCollection>(entries);
  const connection = new MongoConnection(options.url, options.log);
  const slots = new Slots(options.poolSize ?? 16, SLOT_PATIENCE_MS);
  const outside = new OutsideReads(connection, slots);
  const server = { connection, slots, turns: new RowTurns(ROW_PATIENCE_MS) };
  const commits = new CommitQueue((operations) => commitTogether(server, operations));
  const abandoned = new AbandonedTransactions(connection);
  await connection.ready().catch(async (error: unknown) => {
    if (error instanceof DatabaseUnavailable) return;
    await connection.close();
    throw error;
  });
  const run = <T>(mode: TransactionMode, work: (tx: WritableCollections<C>) => Promise<T>): Promise<T> =>
    runTransaction(
      {
        begin: () => new Transaction({ ...server, commits }, mode),
        hasArrived: (operation) => hasArrived(connection, operation),
        endAbandoned: () => abandoned.end(),
      },
      (transaction) => work(viewOf(new TransactionSource(transaction, connection, outside))),
    );
  const viewOf = (source: TransactionSource): WritableCollections<C> => {
    const view = {};
    for (const [key, collection] of entries) {
      Object.defineProperty(view, key, {
        configurable: true,
        get: () => {
          const made = new WriteCollection<AnyDoc>(collection, source);
          Object.defineProperty(view, key, { value: made });
          return made;
        },
      });
    }
    return view as WritableCollections<C>;
  };
  const reads = Object.fromEntries(
    entries.map(([key, collection]) => [key, new ReadCollection<AnyDoc>(collection, outside)]),
  ) as unknown as { readonly [K in keyof C]: ReadableCollection<C[K] & Doc> };
  const translated = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw translateError(error);
    });
  return {
    ...reads,
    transaction: (work) => run('snapshot', work),
    optimistic: (work) => run('latest', work),
    migrate: () => translated(() => migrate(connection, stored)),
    isMigrated: () => twice(() => isMigrated(connection, stored)),
    ping: () =>
      // A read, as the server answers its own `ping` also to those whom it lets do nothing else.
      twice(async () => void (await isMigrated(connection, stored))),
    inspect: () => twice(() => inspect(connection, stored)),
    transfer: mongoTransfer<C>(connection, (key) => {
      const found = byKey.get(key);
      if (found === undefined) throw new TypeError(`There is no collection ${key}`);
      return found;
    }),
    close: () => connection.close(),
  };
}
