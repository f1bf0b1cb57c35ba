import type { CollectionSpec, Doc } from '../../application/ports/collection.ts';
import { type Collections, collections } from '../../application/ports/collections.ts';
import type { Database, ReadableCollection, WritableCollection } from '../../application/ports/database.ts';
import type { Log } from '../../application/ports/log.ts';
import type { Transfer } from '../../application/ports/transfer.ts';
import type { AnyDoc } from '../documents/declared-fields.ts';
import { type CollectionStatements, collectionStatements } from './collection-statements.ts';
import { collectionTables } from './collection-table.ts';
import { CommitQueue } from './commit-queue.ts';
import type { Connection } from './connection.ts';
import { ConnectionPool } from './connection-pool.ts';
import { haveArrived } from './have-arrived.ts';
import { inspect } from './inspect.ts';
import { isMigrated, migrate } from './migrate.ts';
import { ReadCollection } from './read-collection.ts';
import { runTransaction } from './run-transaction.ts';
import { schemaPlan } from './schema-plan.ts';
import { prepared, StatementCache } from './statement.ts';
import { Transaction, type TransactionMode } from './transaction.ts';
import { postgresTransfer } from './transfer.ts';
import { WriteCollection } from './write-collection.ts';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections for transactions and writes; quick reads share one more. Default 16. */
  readonly poolSize?: number;
  /** Where the tables live. Default `holdfast`. */
  readonly schema?: string;
  /** After this the server cancels a statement. Default 60,000. */
  readonly statementTimeoutMs?: number;
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

/** Holdfast's collections on PostgreSQL. Nothing is connected until the first use; `ping` tells whether it can be. */
export const openPostgresDatabase = async (options: PostgresOptions): Promise<Database> =>
  openPostgresCollections<Collections>(options, collections);

export async function openPostgresCollections<C extends object>(
  options: PostgresOptions,
  specs: CollectionSpecs<C>,
): Promise<CollectionsDatabase<C>> {
  const schema = options.schema ?? 'holdfast';
  const tables = collectionTables(Object.values<CollectionSpec<AnyDoc>>(specs as never), schema);
  const plan = schemaPlan(schema, tables);
  const cache = new StatementCache();
  const statements = new Map(tables.map((table) => [table.collection, collectionStatements(table, cache)]));
  const tableOfName = new Map(tables.map((table) => [table.bareName, table]));
  const pool = new ConnectionPool({
    url: options.url,
    size: options.poolSize ?? 16,
    connectTimeoutMs: 3_000,
    acquireTimeoutMs: 4_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 60_000,
    ...(options.log === undefined ? undefined : { log: options.log }),
  });
  const commits = new CommitQueue(pool);
  const transactionView = viewOfTransactions<C>(specs, statements);
  const run = <T>(mode: TransactionMode, work: (tx: WritableCollections<C>) => Promise<T>): Promise<T> =>
    runTransaction(
      {
        begin: (oneByOne) => new Transaction(pool, commits, mode, tableOfName, oneByOne),
        haveArrived: (inserts) => haveArrived(pool, inserts),
      },
      (transaction) => work(transactionView(transaction)),
    );
  const withConnection = async <T>(use: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await pool.acquire();
    try {
      return await use(connection);
    } finally {
      pool.release(connection);
    }
  };
  const reads = Object.fromEntries(
    Object.entries<CollectionSpec<AnyDoc>>(specs as never).map(([key, spec]) => [
      key,
      new ReadCollection(statementsOf(statements, spec.name), pool),
    ]),
  ) as unknown as { readonly [K in keyof C]: ReadableCollection<C[K] & Doc> };
  return {
    ...reads,
    transaction: (work) => run('snapshot', work),
    optimistic: (work) => run('latest', work),
    migrate: async () => {
      const connection = await pool.openForLongWork();
      await migrate(connection, plan).finally(() => connection.end().catch(() => {}));
    },
    isMigrated: () => withConnection((connection) => isMigrated(connection, plan)),
    ping: async () => {
      await pool.read(prepared('select 1'));
    },
    inspect: () => withConnection((connection) => inspect(connection, plan)),
    transfer: postgresTransfer<C>(
      withConnection,
      (key) => statementsOf(statements, (specs[key] as unknown as CollectionSpec<AnyDoc>).name).table,
    ),
    close: () => pool.close(),
  };
}

/** Makes the collections of a transaction when they are asked for: most transactions use three of the many. */
function viewOfTransactions<C extends object>(
  specs: CollectionSpecs<C>,
  statements: ReadonlyMap<string, CollectionStatements>,
): (transaction: Transaction) => WritableCollections<C> {
  class View {
    readonly #transaction: Transaction;

    constructor(transaction: Transaction) {
      this.#transaction = transaction;
    }

    static {
      for (const [key, spec] of Object.entries<CollectionSpec<AnyDoc>>(specs as never)) {
        const own = statementsOf(statements, spec.name);
        Object.defineProperty(View.prototype, key, {
          get(this: View) {
            const collection = new WriteCollection<AnyDoc>(own, this.#transaction);
            Object.defineProperty(this, key, { value: collection });
            return collection;
          },
        });
      }
    }
  }
  return (transaction) => new View(transaction) as unknown as WritableCollections<C>;
}

function statementsOf(statements: ReadonlyMap<string, CollectionStatements>, name: string): CollectionStatements {
  const found = statements.get(name);
  if (found === undefined) throw new TypeError(`There is no collection ${name}`);
  return found;
}
