import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** The schema of BullMQ's tables on PostgreSQL; nothing else lives in it. */
export const QUEUE_SCHEMA = 'holdfast_queue';

/** Serializes migrating processes; any constant that nothing else in the database uses. */
const MIGRATION_LOCK = 0x486f_6c64;

/**
 * Creates or upgrades BullMQ's tables. Safe to repeat and to run by several processes at once. When the tables are there
 * but their ledger is empty (somebody truncated the whole schema), they are built anew: a queue holds nothing but hints.
 * Redis needs no migration.
 */
export async function migrateQueue(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'holdfast-queue',
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    if (await hasLostItsLedger(client)) await client.query(`drop schema "${QUEUE_SCHEMA}" cascade`);
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}

async function hasLostItsLedger(client: Client): Promise<boolean> {
  const tables = await client.query<{ jobs: boolean; ledger: boolean }>(
    'select to_regclass($1) is not null as jobs, to_regclass($2) is not null as ledger',
    [`${QUEUE_SCHEMA}.job`, `${QUEUE_SCHEMA}.migration`],
  );
  if (!tables.rows[0]?.jobs) return false;
  if (!tables.rows[0].ledger) return true;
  const versions = await client.query(`select 1 from "${QUEUE_SCHEMA}".migration limit 1`);
  return versions.rows.length === 0;
}
