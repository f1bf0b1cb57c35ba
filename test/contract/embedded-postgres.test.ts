import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import {
  dataDirectoryHolder,
  lockDataDirectory,
} from '../../src/infrastructure/postgres/embedded/data-directory-lock.ts';
import {
  DataDirectoryInUse,
  EmbeddedPostgresUnusable,
} from '../../src/infrastructure/postgres/embedded/embedded-errors.ts';
import { findEmbeddedPostgres } from '../../src/infrastructure/postgres/embedded/find-embedded-postgres.ts';
import { isAlive } from '../../src/infrastructure/postgres/embedded/process-identity.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/infrastructure/postgres/embedded/start-embedded-postgres.ts';
import { openPostgresCollections } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import { killed, startEmbeddedProcess } from '../support/embedded-process.ts';
import { type ContractCollections, contractCollections } from './contract-collections.ts';

const isRoot = process.getuid?.() === 0;

describe('the embedded database', () => {
  let folder: string;
  let dataDirectory: string;
  let started: EmbeddedPostgres[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast embedded '));
    chmodSync(folder, 0o755);
    dataDirectory = join(folder, 'data');
    started = [];
  });
  afterEach(async () => {
    for (const server of started) await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}) => {
    const server = await startEmbeddedPostgres({ dataDirectory, durable: false, ...options });
    started.push(server);
    return server;
  };
  const stop = async (server: EmbeddedPostgres) => {
    started.splice(started.indexOf(server), 1);
    await server.stop();
  };
  const postmasterPid = () =>
    Number(readFileSync(join(placeOf(dataDirectory), 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

  it('starts in a path with spaces, keeps its data over restarts, and says nothing of recovery', async () => {
    const first = await start();
    expect(new URL(first.url).hostname).toBe('127.0.0.1');
    expect(await ask(first.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(first.url, 'show server_encoding')).toBe('UTF8');
    await ask(first.url, 'create table kept (word text)');
    await ask(first.url, `insert into kept values ('still here')`);
    expect(first.recovered).toBeUndefined();
    await stop(first);
    expect(await findEmbeddedPostgres(dataDirectory)).toBeUndefined();
    const second = await start();
    expect(second.recovered).toBeUndefined();
    expect(await ask(second.url, 'select word from kept')).toBe('still here');
    expect(second.url).toBe(first.url);
  });

  it('is careful about committed data unless told otherwise', async () => {
    const server = await start({ durable: true });
    expect(await ask(server.url, 'show fsync')).toBe('on');
    expect(await ask(server.url, 'show synchronous_commit')).toBe('on');
    expect(await ask(server.url, 'show full_page_writes')).toBe('on');
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await start();
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(dataDirectory, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(await ask(server.url, 'select rolpassword from pg_authid where rolname = current_user')).toMatch(
      /^SCRAM-SHA-256/,
    );
  });

  it('refuses a second start, naming the process, and lets commands find the first', async () => {
    const server = await start();
    const again = startEmbeddedPostgres({ dataDirectory });
    await expect(again).rejects.toBeInstanceOf(DataDirectoryInUse);
    await expect(again).rejects.toThrow(`process ${process.pid} (service)`);
    expect(await findEmbeddedPostgres(dataDirectory)).toBe(server.url);
    const other = await startEmbeddedProcess({ dataDirectory });
    expect(other.error).toContain(`in use by process ${process.pid}`);
  });

  it('recovers everything committed after the machine went down, and says so', async () => {
    const first = await start({ durable: true });
    await ask(first.url, 'create table kept (word text)');
    const pid = postmasterPid();
    const [stopping] = [stop(first), process.kill(pid, 'SIGKILL')];
    await stopping;
    const second = await start();
    expect(second.recovered).toContain('recovered');
    expect(await ask(second.url, 'select count(*) from kept')).toBe('0');
  });

  it('comes back by itself when its server is killed, and the service with it', async () => {
    const server = await start({ durable: true });
    const db = await openPostgresCollections<ContractCollections>({ url: server.url }, contractCollections);
    await db.migrate();
    await db.transaction(async (tx) => tx.plains.insert({ id: 'a', tenant: 't', text: 'kept' }));
    process.kill(postmasterPid(), 'SIGKILL');
    const failures: unknown[] = [];
    const again = async () => {
      await db.transaction(async (tx) => tx.fences.bump('t', ['f']));
      return db.plains.get('t', 'a');
    };
    let found = await again().catch((error) => void failures.push(error));
    while (found === undefined) {
      await delay(50);
      found = await again().catch((error) => void failures.push(error));
    }
    expect(found).toMatchObject({ text: 'kept' });
    expect(failures).toEqual(failures.map(() => expect.any(DatabaseUnavailable)));
    await db.close();
  });

  it('is not misled by a stranger with the number of the old server', async () => {
    await stop(await start());
    const file = join(placeOf(dataDirectory), 'postgres', 'postmaster.pid');
    writeFileSync(file, `${process.pid}\n${dirname(file)}\n1\n5432\n\n127.0.0.1\n\nready\n`);
    expect(await findEmbeddedPostgres(dataDirectory)).toBeUndefined();
    const server = await start();
    expect(await ask(server.url, 'select 1')).toBe('1');
    expect(isAlive(process.pid)).toBe(true);
  });

  it('is taken over when it outlived a service that was killed', async () => {
    const service = await startEmbeddedProcess({ dataDirectory });
    await ask(service.url, 'create table kept (word text)');
    expect((await dataDirectoryHolder(dataDirectory))?.pid).toBe(service.child.pid);
    await killed(service.child);
    expect(await dataDirectoryHolder(dataDirectory)).toBeUndefined();
    expect(await findEmbeddedPostgres(dataDirectory)).toBe(service.url);
    const pid = postmasterPid();
    const server = await start();
    expect(server.recovered).toContain(`process ${pid}`);
    expect(server.url).toBe(service.url);
    expect(await ask(server.url, 'select count(*) from kept')).toBe('0');
    await stop(server);
    expect(isAlive(pid)).toBe(false);
    expect((await start()).recovered).toBeUndefined();
  });

  it('stops with its service, and with a service that must not leave anything behind even by SIGKILL', async () => {
    const polite = await startEmbeddedProcess({ dataDirectory });
    const first = postmasterPid();
    await killed(polite.child, 'SIGTERM');
    expect(isAlive(first)).toBe(false);
    const doomed = await startEmbeddedProcess({ dataDirectory, endsWithParent: true, removeAtEnd: dataDirectory });
    const second = postmasterPid();
    await killed(doomed.child);
    while (isAlive(second) || existsSync(dataDirectory)) await delay(10);
  });

  it('moves to another port when its own is taken', async () => {
    const first = await start();
    await stop(first);
    const { createServer } = await import('node:net');
    const squatter = createServer();
    await new Promise<void>((done) => squatter.listen(Number(new URL(first.url).port), '127.0.0.1', done));
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    await new Promise((done) => squatter.close(done));
  });

  it('removes everything that belongs to it and nothing else', async () => {
    const server = await start();
    writeFileSync(join(dataDirectory, 'mine.txt'), 'x');
    started.pop();
    const place = placeOf(dataDirectory);
    await server.remove();
    expect(await readdir(dataDirectory)).toEqual(['mine.txt']);
    expect(existsSync(join(place, 'postgres'))).toBe(false);
    rmSync(join(dataDirectory, 'mine.txt'));
    await (await startEmbeddedPostgres({ dataDirectory, durable: false })).remove();
    expect(existsSync(dataDirectory)).toBe(false);
  });

  it('says in a sentence what is wrong with the folder', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const bad of [file, join(file, 'below')]) {
      const error = await startEmbeddedPostgres({ dataDirectory: bad }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(EmbeddedPostgresUnusable);
      expect((error as Error).message).toMatch(/^The data directory .+ choose another one\.$/);
    }
  });

  it('does not touch a database whose record is lost', async () => {
    const server = await start();
    await stop(server);
    const place = placeOf(dataDirectory);
    if (place !== dataDirectory) return;
    rmSync(join(dataDirectory, 'postgres.json'));
    await expect(startEmbeddedPostgres({ dataDirectory })).rejects.toThrow(/postgres\.json/);
    expect(existsSync(join(place, 'postgres', 'PG_VERSION'))).toBe(true);
  });

  if (isRoot) {
    it('lives elsewhere when only root may enter the folder', async () => {
      mkdirSync(join(folder, 'secret'), { mode: 0o700 });
      dataDirectory = join(folder, 'secret', '.holdfast');
      const first = await start();
      const place = placeOf(dataDirectory);
      expect(place).not.toBe(dataDirectory);
      expect(place.startsWith(tmpdir())).toBe(false);
      expect(statSync(join(place, 'postgres')).mode & 0o777).toBe(0o700);
      await ask(first.url, 'create table kept (word text)');
      await stop(first);
      const second = await start();
      expect(await ask(second.url, 'select count(*) from kept')).toBe('0');
      started.pop();
      await second.remove();
      expect(existsSync(place)).toBe(false);
    });

    it('needs no root', async () => {
      const nobody = { uid: 65_534, gid: 65_534 };
      const { chownSync } = await import('node:fs');
      chownSync(folder, nobody.uid, nobody.gid);
      const service = await startEmbeddedProcess({ dataDirectory }, nobody);
      expect(await ask(service.url, 'select 1')).toBe('1');
      await killed(service.child, 'SIGTERM');
      mkdirSync(join(folder, 'readonly'), { mode: 0o755 });
      const refused = await startEmbeddedProcess({ dataDirectory: join(folder, 'readonly', 'data') }, nobody);
      expect(refused.error).toMatch(/not writable/);
    });
  }
});

describe('the lock of a data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'holdfast-lock-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const lockFile = () => join(directory, 'holdfast.lock');

  it('is free again after its release, and leaves nothing behind', async () => {
    const lock = await lockDataDirectory(directory, 'first');
    await expect(lockDataDirectory(directory, 'second')).rejects.toThrow('(first)');
    await lock.release();
    await (await lockDataDirectory(directory, 'third')).release();
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 22 + 1, purpose: 'old', token: 'old' }],
    [
      'of a process whose number another one has now',
      { pid: process.pid, startedAt: 'long ago', purpose: 'old', token: 'old' },
    ],
    ['that is no lock', 'garbage'],
  ])('%s goes to exactly one of many', async (_name, content) => {
    for (let round = 0; round < 5; round++) {
      writeFileSync(lockFile(), typeof content === 'string' ? content : JSON.stringify(content));
      const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDirectory(directory, 'new')));
      const winners = attempts.filter((attempt) => attempt.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toBeInstanceOf(DataDirectoryInUse);
      }
      await winners[0]?.value.release();
      expect(await readdir(directory)).toEqual([]);
    }
  });
});

/** Where the database of a data directory is. */
function placeOf(dataDirectory: string): string {
  const record = JSON.parse(readFileSync(join(dataDirectory, 'postgres.json'), 'utf8')) as { relocatedTo?: string };
  return record.relocatedTo ?? dataDirectory;
}

async function ask(url: string, sql: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0]?.toString();
  } finally {
    await client.end();
  }
}
