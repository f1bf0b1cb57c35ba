import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresUnusable, noSpace } from './embedded-errors.ts';
import { binary } from './postgres-binaries.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import type { ServerUser } from './server-user.ts';

export interface ServerOptions {
  readonly binaries: string;
  readonly folder: string;
  readonly user: ServerUser | undefined;
  readonly port: number;
  readonly logFile: string;
  readonly durable: boolean;
}

const START_TIMEOUT_MS = 60_000;
const FAST_STOP_MS = 15_000;
const LOG_LIMIT = 1_000_000;

/** Modest in memory, quick to start, and as careful about committed data as PostgreSQL is by default. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  autovacuum_naptime: '10s',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_line_prefix: '%m [%p] ',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** For data that is thrown away: a crash of the machine may lose it. */
const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts the server and waits until it accepts connections; its process id. */
export async function startServer(options: ServerOptions): Promise<number> {
  const { folder, logFile, port } = options;
  const flags = Object.entries({ ...settings, ...(options.durable ? {} : fleeting), port: String(port) });
  const args = ['-D', folder, ...flags.flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  // A file, not a pipe: the server may outlive this process and must be able to go on writing.
  const log = openSync(logFile, sizeOf(logFile) > LOG_LIMIT ? 'w' : 'a', 0o600);
  const logFrom = sizeOf(logFile);
  let child: ChildProcess;
  try {
    child = spawn(binary(options.binaries, 'postgres'), args, {
      cwd: dirname(folder),
      // Ctrl-C in a terminal goes to the whole group: the server has to outlive the service, which still needs it to stop.
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', ...(process.platform === 'win32' ? process.env : {}) },
      ...(options.user === undefined ? {} : { uid: options.user.uid, gid: options.user.gid }),
    });
  } finally {
    closeSync(log);
  }
  child.unref();
  const end: { code?: string } = {};
  child.on('error', (error) => {
    end.code = error.message;
  });
  child.on('exit', (code, signal) => {
    end.code = String(code ?? signal);
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const postmaster = await readPostmaster(folder).catch(() => undefined);
    if (postmaster?.ready && postmaster.port === port && isAlive(postmaster.pid)) return postmaster.pid;
    if (end.code !== undefined) throw explainServerFailure(logTail(logFile, logFrom), end.code, dirname(folder));
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new EmbeddedPostgresUnusable(`The embedded database did not start within a minute; see ${logFile}.`);
    }
    await delay(10);
  }
}

/** Stops the server like `pg_ctl stop -m fast`: clients are cut off, everything committed is written. */
export async function stopServer(binaries: string, folder: string, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await new Promise<void>((done) => {
      execFile(binary(binaries, 'pg_ctl'), ['stop', '-m', 'fast', '-w', '-D', folder], () => done());
    });
    return;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', FAST_STOP_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await delay(10);
    }
  }
}

/** The wanted port when it is free, else any. */
export async function freePort(wanted?: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
      });
    });
  return wanted === undefined ? attempt(0) : attempt(wanted).catch(() => attempt(0));
}

function explainServerFailure(log: string, code: string, folder: string): Error {
  if (/no space left|disk quota/i.test(log)) return noSpace(folder);
  const reason = /(?:FATAL|PANIC|ERROR): {2}(.+)/.exec(log)?.[1] ?? log.trim().split('\n').at(-1) ?? '';
  return new EmbeddedPostgresUnusable(`The embedded database did not start: ${reason || `it ended with ${code}`}.`);
}

const sizeOf = (file: string): number => {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
};

const logTail = (file: string, from: number): string => {
  try {
    return readFileSync(file).subarray(from).toString('utf8');
  } catch {
    return '';
  }
};

export const logFileOf = (dataDirectory: string): string => join(dataDirectory, 'postgres.log');
