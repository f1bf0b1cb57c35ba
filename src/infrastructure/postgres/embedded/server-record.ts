import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `postgres.json` in the data directory says about the database. It holds the password: mode 0600. */
export interface ServerRecord {
  /** The version of the package that made the database. */
  readonly version: string;
  /** Where the database is, when it could not be in the data directory itself. */
  readonly relocatedTo?: string;
  /** Whom it belongs to, when root lent it a user. */
  readonly user?: string;
  readonly password: string;
  /** The port of the last start, asked for again at the next. */
  readonly port?: number;
}

const RECORD_FILE = 'postgres.json';

export const recordPath = (dataDirectory: string): string => join(dataDirectory, RECORD_FILE);

export async function readServerRecord(dataDirectory: string): Promise<ServerRecord | undefined> {
  try {
    return JSON.parse(await readFile(recordPath(dataDirectory), 'utf8')) as ServerRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaced in one step: a crash leaves the old record or the new one. */
export async function writeServerRecord(dataDirectory: string, record: ServerRecord): Promise<void> {
  const path = recordPath(dataDirectory);
  await writeFile(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The folder of the database itself. */
export const databaseFolder = (dataDirectory: string, record: Pick<ServerRecord, 'relocatedTo'>): string =>
  join(record.relocatedTo ?? dataDirectory, 'postgres');

export const serverUrl = (record: Pick<ServerRecord, 'password'>, port: number, database = DATABASE): string =>
  `postgres://${ROLE}:${record.password}@127.0.0.1:${port}/${database}`;

export const ROLE = 'holdfast';
export const DATABASE = 'holdfast';
