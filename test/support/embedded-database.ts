import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/infrastructure/postgres/embedded/start-embedded-postgres.ts';

/**
 * One server per test process, started by the first file that asks and found by the next ones through a file that is
 * named after the process; it ends with the process.
 */
export async function testServerUrl(): Promise<string> {
  const directory = join(tmpdir(), `holdfast-test-${process.pid}`);
  const note = join(directory, 'server-url');
  const known = await readFile(note, 'utf8').catch(() => undefined);
  if (known !== undefined && (await answers(known))) return known;
  await rm(directory, { recursive: true, force: true });
  // The server may have to run as another user, who must be able to enter.
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  const server = await startEmbeddedPostgres({
    dataDirectory: join(directory, 'data'),
    durable: false,
    endsWithParent: true,
    removeAtEnd: directory,
  });
  await writeFile(note, server.url);
  return server.url;
}

/** Makes an empty database of its own on the server, or a copy of `template`. */
export async function createTestDatabase(serverUrl: string, template?: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(serverUrl, `create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  return databaseUrl(serverUrl, name);
}

export async function dropTestDatabase(serverUrl: string, url: string): Promise<void> {
  await administer(serverUrl, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

export async function administer(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const answers = (url: string): Promise<boolean> =>
  administer(url, 'select 1').then(
    () => true,
    () => false,
  );
