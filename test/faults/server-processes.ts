import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import { findEmbeddedPostgres } from '../../src/infrastructure/postgres/embedded/find-embedded-postgres.ts';
import { readPostmaster } from '../../src/infrastructure/postgres/embedded/postmaster-file.ts';
import { databaseFolder, readServerRecord } from '../../src/infrastructure/postgres/embedded/server-record.ts';
import { until } from '../support/until.ts';

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

/**
 * Stops the postmaster and everything it started, all of it: once the postmaster stands still nothing new is started, and
 * its children are known to the system before they are to the database. Returns who is to be woken again.
 */
export async function freezeServer(dataDirectory: string): Promise<readonly number[]> {
  const record = await readServerRecord(dataDirectory);
  const postmaster = record && (await readPostmaster(databaseFolder(dataDirectory, record)));
  if (!postmaster) throw new Error(`No database runs on ${dataDirectory}`);
  await standStill([postmaster.pid]);
  const children = childrenOf(postmaster.pid);
  await standStill(children);
  return [postmaster.pid, ...children];
}

/** Stops processes. Each of their threads stops when it would next run: resolves when all of them have. */
export async function standStill(pids: readonly number[]): Promise<void> {
  signalAll(pids, 'SIGSTOP');
  await until('the processes to stand still', async () => pids.every(standsStill));
}

/** One that has ended stands still. */
function standsStill(pid: number): boolean {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.every((thread) => /\) [TZX] /.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')));
  } catch {
    return !existsSync(`/proc/${pid}`);
  }
}

const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);

/** The field after the state, which follows the name in brackets; undefined for one that has ended meanwhile. */
function parentOf(pid: string): number | undefined {
  try {
    return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
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
