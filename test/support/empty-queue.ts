import { Redis } from 'ioredis';
import { Client } from 'pg';
import { QUEUE_SCHEMA } from '../../src/infrastructure/bullmq/migrate-queue.ts';
import type { TestDatabase } from './test-database.ts';

const DEADLOCK = '40P01';

/** Everything BullMQ keeps on PostgreSQL. */
async function truncateQueueTables(databaseUrl: string, { ledger }: { readonly ledger: boolean }): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = $1 and (tablename <> $2 or $3)",
      [QUEUE_SCHEMA, 'migration', ledger],
    );
    const tables = rows.map(({ name }) => name).join(', ');
    for (;;) {
      try {
        return await lockAndTruncate(client, tables);
      } catch (error) {
        await client.query('rollback');
        // The workers lock the same tables in an order of their own.
        if ((error as { readonly code?: string }).code !== DEADLOCK) throw error;
      }
    }
  } finally {
    await client.end();
  }
}

async function lockAndTruncate(client: Client, tables: string): Promise<number> {
  await client.query('begin');
  await client.query(`lock table ${tables}`);
  const jobs = await client.query<{ count: string }>(`select count(*) from ${QUEUE_SCHEMA}.job`);
  await client.query(`truncate ${tables}`);
  await client.query('commit');
  return Number(jobs.rows[0]?.count);
}

/**
 * Throws away everything the queue of this database keeps, wherever it lives; with `ledger` also, on PostgreSQL, its
 * record of migrations. Returns how many jobs were among it.
 */
export const emptyQueue = (
  { url, queueUrl }: Pick<TestDatabase, 'url' | 'queueUrl'>,
  installationId: string,
  options: { readonly ledger: boolean },
): Promise<number> =>
  queueUrl === undefined ? truncateQueueTables(url, options) : deleteKeysOf(queueUrl, installationId);

/** An installation's keys on a Redis that it shares with others. */
async function deleteKeysOf(url: string, installationId: string): Promise<number> {
  const client = new Redis(url);
  try {
    const keys = await client.keys(`{holdfast-${installationId}}*`);
    if (keys.length > 0) await client.del(keys);
    return keys.filter(isJob).length;
  } finally {
    client.disconnect();
  }
}

/** A job is a hash whose key ends in the job's id, a UUID. */
const isJob = (key: string): boolean => /:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key);

/** Throws away everything a Redis server holds. Returns how many jobs of BullMQ were among it. */
export async function flushRedis(url: string): Promise<number> {
  const client = new Redis(url);
  try {
    const answers = await client.multi().keys('*').flushall().exec();
    const keys = (answers?.[0]?.[1] ?? []) as readonly string[];
    return keys.filter(isJob).length;
  } finally {
    client.disconnect();
  }
}
