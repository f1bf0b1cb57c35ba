import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { assertNoUnfinishedMove } from '../application/moving/move-record.ts';
import { guardWrites } from '../application/operation/guard-writes.ts';
import { WriteGate } from '../application/operation/write-gate.ts';
import { INSTANCE } from '../application/ports/collection.ts';
import type { Database } from '../application/ports/database.ts';
import type { Log } from '../application/ports/log.ts';
import type { Configuration } from './configuration/configuration.ts';
import { Refused } from './errors.ts';
import { openDatabase } from './open-database.ts';

/** The database, open, reachable and migrated, and what has to be stopped with it. */
export interface Storage {
  readonly url: string;
  /** Refuses changes while the installation is read-only. */
  readonly database: Database;
  /** The same without that: for signs of life and for switching. */
  readonly ungated: Database;
  readonly gate: WriteGate;
  /** Whether this process runs the database server itself. */
  readonly ownsServer: boolean;
  /** What a crash left behind and what was done about it. */
  readonly recovered?: string;
  close(): Promise<void>;
}

export interface StorageOptions {
  /**
   * What to do about the embedded database: run it (`own`), wait for the service that does (`join`), or take the running
   * one, else run it for the while (`either`). With `DATABASE_URL` there is nothing to run.
   */
  readonly server: 'own' | 'join' | 'either';
  /** Who holds the data directory, for the error that another start gets. */
  readonly purpose: string;
  /** Bring database and queue to the present schema; otherwise an older database of `DATABASE_URL` is refused. */
  readonly migrate: boolean;
  /** The embedded database ends with this process, however that ends, and is thrown away. */
  readonly fleeting?: boolean;
  /** Whether the database may be one that `move-data` has not finished; by default it is refused. */
  readonly unfinishedMove?: 'allowed';
  readonly log: Log;
}

const JOIN_MS = 20_000;
const COMMAND_MS = 60_000;

/** How a command names itself as the holder of a data directory, so that others know it will be gone in a moment. */
export const purposeOfCommand = (name: string): string => `the command "holdfast ${name}"`;
const isCommand = (purpose: string): boolean => purpose.startsWith('the command ');

/** @throws DataDirectoryInUse, EmbeddedPostgresUnusable, DatabaseUnavailable, MoveRefused, Refused */
export async function openStorage(configuration: Configuration, options: StorageOptions): Promise<Storage> {
  const { log } = options;
  const server: DatabaseServer = configuration.databaseUrl
    ? runBySomebodyElse(configuration.databaseUrl)
    : await embeddedServer(configuration, options);
  const ungated = await openDatabase({ url: server.url, log });
  const gate = new WriteGate({ readMode: () => ungated.operatingMode.get(INSTANCE, INSTANCE) });
  const close = async () => {
    await ungated.close();
    await server.stop();
  };
  try {
    await assertReachable(ungated, configuration);
    await prepareSchema(ungated, server.url, configuration, options);
    if (options.unfinishedMove !== 'allowed') await assertNoUnfinishedMove(ungated);
    await gate.refresh();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: server.url,
    database: guardWrites(ungated, gate),
    ungated,
    gate,
    ownsServer: server.owned,
    ...(server.recovered !== undefined && { recovered: server.recovered }),
    close,
  };
}

interface DatabaseServer {
  readonly url: string;
  readonly owned: boolean;
  readonly recovered?: string | undefined;
  stop(): Promise<void>;
}

const runBySomebodyElse = (url: string): DatabaseServer => ({ url, owned: false, stop: async () => {} });

async function embeddedServer({ dataDirectory }: Configuration, options: StorageOptions): Promise<DatabaseServer> {
  const { findEmbeddedPostgres } = await import('../infrastructure/postgres/embedded/find-embedded-postgres.ts');
  const find = () => findEmbeddedPostgres(dataDirectory);
  if (options.server === 'join') return runBySomebodyElse(await waitFor(find, dataDirectory, options.log));
  const deadline = Date.now() + COMMAND_MS;
  for (;;) {
    await untilNoCommandRuns(dataDirectory, deadline);
    const running = options.server === 'either' ? await find() : undefined;
    if (running) return runBySomebodyElse(running);
    try {
      return await ownServer(dataDirectory, options);
    } catch (error) {
      // Of several commands that waited, one goes first and the others wait again.
      const isTaken = error instanceof Error && error.name === 'DataDirectoryInUse' && Date.now() < deadline;
      if (!isTaken || !(await isHeldByCommand(dataDirectory))) throw error;
    }
  }
}

async function ownServer(dataDirectory: string, options: StorageOptions): Promise<DatabaseServer> {
  const { startEmbeddedPostgres } = await import('../infrastructure/postgres/embedded/start-embedded-postgres.ts');
  const started = await startEmbeddedPostgres({
    dataDirectory,
    purpose: options.purpose,
    log: options.log,
    durable: !options.fleeting,
    endsWithParent: options.fleeting === true || options.server === 'either',
    ...(options.fleeting && { removeAtEnd: dataDirectory }),
  });
  const stop = options.fleeting ? started.remove : started.stop;
  return { url: started.url, owned: true, recovered: started.recovered, stop };
}

/**
 * The database that a command runs for a moment must not be joined: it stops when the command is done. Whoever waits too
 * long finds the directory in use and says so.
 */
async function untilNoCommandRuns(dataDirectory: string, deadline: number): Promise<void> {
  while (Date.now() < deadline && (await isHeldByCommand(dataDirectory))) await delay(50);
}

async function isHeldByCommand(dataDirectory: string): Promise<boolean> {
  const { dataDirectoryHolder } = await import('../infrastructure/postgres/embedded/data-directory-lock.ts');
  // Whatever is wrong with the folder is explained by what comes next.
  const holder = await dataDirectoryHolder(dataDirectory).catch(() => undefined);
  return holder !== undefined && isCommand(holder.purpose);
}

/** A worker may be started in the same moment as the service whose database it joins. */
async function waitFor<T>(find: () => Promise<T | undefined>, dataDirectory: string, log: Log): Promise<T> {
  const deadline = Date.now() + JOIN_MS;
  for (let told = false; ; told = true) {
    const found = existsSync(dataDirectory) ? await find() : undefined;
    if (found) return found;
    if (Date.now() > deadline) {
      throw new Refused(
        `No Holdfast service runs on ${dataDirectory}: start it with "holdfast serve", or set DATABASE_URL for both.`,
      );
    }
    if (!told) log.info({ dataDirectory }, 'Waiting for the service that runs the embedded database');
    await delay(100);
  }
}

async function assertReachable(database: Database, { databaseUrl }: Configuration): Promise<void> {
  try {
    await database.ping();
  } catch (error) {
    if (!databaseUrl || !(error instanceof Error) || error.name !== 'DatabaseUnavailable') throw error;
    if (error.message.includes('DATABASE_URL')) throw error;
    throw new Refused(`${error.message}: check that DATABASE_URL is right and that the server runs.`, { cause: error });
  }
}

/** Of the embedded database nobody else takes care, so even a command brings it up to date. */
async function prepareSchema(
  database: Database,
  url: string,
  { databaseUrl, queueUrl }: Configuration,
  { migrate }: StorageOptions,
): Promise<void> {
  if (migrate) {
    const { migrateQueue } = await import('../infrastructure/bullmq/migrate-queue.ts');
    await Promise.all([database.migrate(), queueUrl === undefined && migrateQueue(url)]);
  } else if (!(await database.isMigrated())) {
    if (databaseUrl) {
      throw new Refused('The database does not have the schema of this version: run "holdfast migrate" first.');
    }
    await database.migrate();
  }
}
