import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrateQueue, QUEUE_SCHEMA } from '../../src/infrastructure/bullmq/migrate-queue.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { describeQueue } from './queue-contract.ts';
import type { QueueServer } from './queue-server.ts';

async function startPostgresQueue(): Promise<QueueServer> {
  const { url, close } = await openTestDatabase();
  await migrateQueue(url);
  return {
    backend: { kind: 'postgres', url },
    empty: () => truncateAllBut(url, ['migration']),
    jobsKept: async () => Number((await query(url, `select count(*) as n from ${QUEUE_SCHEMA}.job`))[0]?.n),
    close,
  };
}

describeQueue('PostgreSQL', startPostgresQueue);

describe('migrating the queue on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const versions = async (): Promise<number> =>
    Number((await query(database.url, `select count(*) as n from ${QUEUE_SCHEMA}.migration`))[0]?.n);

  it('is safe for two processes at once, and to repeat', async () => {
    await Promise.all([migrateQueue(database.url), migrateQueue(database.url)]);
    const first = await versions();
    await migrateQueue(database.url);
    expect(first).toBeGreaterThan(0);
    expect(await versions()).toBe(first);
  });

  it('builds the tables anew when everything was truncated, the ledger included', async () => {
    const before = await versions();
    await truncateAllBut(database.url, []);
    await Promise.all([migrateQueue(database.url), migrateQueue(database.url)]);
    expect(await versions()).toBe(before);
  });
});

async function truncateAllBut(url: string, kept: readonly string[]): Promise<void> {
  const tables = await query(
    url,
    `select quote_ident(tablename) as name from pg_tables where schemaname = '${QUEUE_SCHEMA}'`,
  );
  const names = tables.map(({ name }) => String(name)).filter((name) => !kept.includes(name));
  await query(url, `truncate ${names.map((name) => `${QUEUE_SCHEMA}.${name}`).join(', ')}`);
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
