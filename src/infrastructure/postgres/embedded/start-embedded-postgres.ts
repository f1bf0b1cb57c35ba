import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../../application/ports/log.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import { EmbeddedPostgresUnusable, explainFileError, noSpace } from './embedded-errors.ts';
import { endWithParent } from './end-with-parent.ts';
import { initializeDatabase } from './initialize-database.ts';
import { keepRunning } from './keep-running.ts';
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts';
import { isServerOf, postmasterFile, readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { placeForBinaries, placeForDatabase } from './relocate.ts';
import { removeEmbeddedPostgres } from './remove-embedded-postgres.ts';
import { freePort, logFileOf, startServer, stopServer } from './server-process.ts';
import {
  DATABASE,
  databaseFolder,
  readServerRecord,
  type ServerRecord,
  serverUrl,
  writeServerRecord,
} from './server-record.ts';
import { type ServerUser, serverUser } from './server-user.ts';

export interface EmbeddedPostgresOptions {
  /** Everything lives below it, except what root's server user could not reach there. Made when missing. */
  readonly dataDirectory: string;
  readonly log?: Log;
  /** Who holds the data directory, for the error another start gets. Default `service`. */
  readonly purpose?: string;
  /** False: a crash of the machine may lose data. For tests and demonstrations. Default true. */
  readonly durable?: boolean;
  /** True: the server ends when this process does, however it ends. Default false: the next start takes it over. */
  readonly endsWithParent?: boolean;
  /** With `endsWithParent`: a folder to delete once the server has ended. */
  readonly removeAtEnd?: string;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** What a crash left behind and what was done about it, in a sentence; absent after an ordinary start. */
  readonly recovered?: string;
  /** Stops the server within moments; everything committed stays. */
  stop(): Promise<void>;
  /** Stops it and removes the database with everything that belongs to it. */
  remove(): Promise<void>;
}

/**
 * Runs Holdfast's own PostgreSQL on 127.0.0.1 and holds the data directory for this process. A server that outlived its
 * service is taken over; what a crash left behind is repaired and told.
 * @throws DataDirectoryInUse; EmbeddedPostgresUnusable with one sentence for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDirectory = resolve(options.dataDirectory);
  const lock = await lockDataDirectory(dataDirectory, options.purpose ?? 'service');
  try {
    const server = await start(dataDirectory, options);
    const kept = keepRunning(server.pid, server.restart, options.log);
    const stop = async () => {
      await stopServer(server.binaries, server.folder, await kept.end());
      await lock.release();
    };
    return {
      url: server.url,
      ...(server.recovered === undefined ? {} : { recovered: server.recovered }),
      stop,
      remove: async () => {
        await stop();
        await removeEmbeddedPostgres(dataDirectory);
      },
    };
  } catch (error) {
    await lock.release();
    throw explainFileError(error, dataDirectory);
  }
}

/** The server's state for it. */
const DISK_FULL = '53100';

interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly binaries: string;
  readonly folder: string;
  readonly recovered?: string;
  /** Starts it anew on the same port after it went down; the new process id. */
  restart(): Promise<number>;
}

async function start(dataDirectory: string, options: EmbeddedPostgresOptions): Promise<RunningServer> {
  const packaged = await postgresBinaries();
  const known = await readServerRecord(dataDirectory);
  const user = serverUser(known?.user);
  const binaries = user === undefined ? packaged.folder : await placeForBinaries(packaged, user);
  const durable = options.durable ?? true;
  const record = known ?? (await makeDatabase(dataDirectory, packaged, binaries, user, durable));
  assertSameMajor(record, packaged);
  const folder = databaseFolder(dataDirectory, record);
  const startOn = async (port: number): Promise<number> => {
    // PostgreSQL itself refuses to start while any process has the number in the file, even a stranger.
    await rm(postmasterFile(folder), { force: true });
    return startServer({ binaries, folder, user, port, logFile: logFileOf(dataDirectory), durable });
  };
  const left = await readPostmaster(folder);
  if (left !== undefined && (await isServerOf(folder, left.pid))) {
    await untilReady(folder, left.pid);
    return {
      url: serverUrl(record, left.port),
      pid: left.pid,
      binaries,
      folder,
      recovered: `A database server of an earlier run (process ${left.pid}) was still running and has been taken over.`,
      restart: () => startOn(left.port),
    };
  }
  if (options.endsWithParent === true) endWithParent(folder, options.removeAtEnd);
  const { pid, port } = await startOnFreePort(record.port, startOn, options.log);
  if (port !== record.port) await writeServerRecord(dataDirectory, { ...record, port });
  try {
    await createDatabase(record, port);
  } catch (error) {
    await stopServer(binaries, folder, pid);
    throw (error as { code?: string }).code === DISK_FULL ? noSpace(dataDirectory, error) : error;
  }
  const recovered = 'The database had not been shut down; it has recovered everything committed from its log.';
  return {
    url: serverUrl(record, port),
    pid,
    binaries,
    folder,
    ...(left === undefined ? {} : { recovered }),
    restart: () => startOn(port),
  };
}

async function makeDatabase(
  dataDirectory: string,
  packaged: PostgresBinaries,
  binaries: string,
  user: ServerUser | undefined,
  durable: boolean,
): Promise<ServerRecord> {
  const relocatedTo = user === undefined ? undefined : await placeForDatabase(dataDirectory, user);
  const record: ServerRecord = {
    version: packaged.version,
    ...(relocatedTo === undefined ? {} : { relocatedTo }),
    ...(user === undefined ? {} : { user: user.name }),
    password: randomBytes(24).toString('base64url'),
  };
  const folder = databaseFolder(dataDirectory, record);
  if (await exists(folder)) {
    throw new EmbeddedPostgresUnusable(
      `${folder} holds a database, but the file postgres.json that belongs to it is gone: restore the file or move the folder away.`,
    );
  }
  await initializeDatabase({ binaries, folder, user, password: record.password, durable });
  await writeServerRecord(dataDirectory, record);
  return record;
}

async function startOnFreePort(
  wanted: number | undefined,
  startOn: (port: number) => Promise<number>,
  log: Log | undefined,
): Promise<{ pid: number; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? wanted : undefined);
    try {
      return { pid: await startOn(port), port };
    } catch (error) {
      // Somebody took the port in between, or the children of a killed server are still letting go of its memory.
      const passing = /TCP\/IP socket|shared memory block/.test((error as Error).message);
      if (!passing || attempt === 10) throw error;
      log?.warn({ attempt }, (error as Error).message);
      await delay(50 * attempt);
    }
  }
}

/** The role's own database, so that `postgres` stays what every tool expects it to be. */
async function createDatabase(record: ServerRecord, port: number): Promise<void> {
  const client = new Client({ connectionString: serverUrl(record, port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function untilReady(folder: string, pid: number): Promise<void> {
  while (isAlive(pid)) {
    if ((await readPostmaster(folder))?.ready) return;
    await delay(10);
  }
  throw new EmbeddedPostgresUnusable(
    'The database server of an earlier run ended while it was being taken over: start again.',
  );
}

function assertSameMajor(record: ServerRecord, packaged: PostgresBinaries): void {
  const major = (version: string) => version.split('.')[0];
  if (major(record.version) === major(packaged.version)) return;
  throw new EmbeddedPostgresUnusable(
    `The data was written by PostgreSQL ${major(record.version)} and this is ${major(packaged.version)}: use the version of Holdfast that wrote it to move the data.`,
  );
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
