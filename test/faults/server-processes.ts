import { Client } from 'pg';
import { findEmbeddedPostgres } from '../../src/infrastructure/postgres/embedded/find-embedded-postgres.ts';
import { readPostmaster } from '../../src/infrastructure/postgres/embedded/postmaster-file.ts';
import { databaseFolder, readServerRecord } from '../../src/infrastructure/postgres/embedded/server-record.ts';

/** The url of the database that runs on this data directory now. */
export async function urlOfServer(dataDirectory: string): Promise<string> {
  const url = await findEmbeddedPostgres(dataDirectory);
  if (url === undefined) throw new Error(`No database runs on ${dataDirectory}`);
  return url;
}

/** The postmaster of this data directory, then everything it started. */
export async function processesOfServer(dataDirectory: string): Promise<readonly number[]> {
  const record = await readServerRecord(dataDirectory);
  const postmaster = record && (await readPostmaster(databaseFolder(dataDirectory, record)));
  if (!postmaster) throw new Error(`No database runs on ${dataDirectory}`);
  const client = new Client({ connectionString: await urlOfServer(dataDirectory) });
  client.on('error', () => {});
  await client.connect();
  try {
    const others = 'select pid from pg_stat_activity where pid <> pg_backend_pid()';
    const { rows } = await client.query<{ pid: number }>(others);
    return [postmaster.pid, ...rows.map((row) => row.pid)];
  } finally {
    await client.end();
  }
}

/** Sends them all a signal. Without the postmaster its children end by themselves, some of them sooner than this. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
