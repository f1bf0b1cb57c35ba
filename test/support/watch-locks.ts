import pg from 'pg';
import { isMongoUrl } from '../../src/main/database-engine.ts';

export interface LockWatch {
  isAnybodyWaiting(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Tells whether any transaction of the database is waiting for what another one holds: on PostgreSQL for its lock, on
 * MongoDB, where nobody waits, by having been aborted, to start again and again until the other one is through.
 */
export async function watchLocks(url: string): Promise<LockWatch> {
  if (isMongoUrl(url)) return (await import('./watch-mongo-aborts.ts')).watchMongoAborts(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async isAnybodyWaiting() {
      const { rows } = await client.query<{ waiting: boolean }>(
        `select exists (select from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock') as waiting`,
      );
      return rows[0]?.waiting ?? false;
    },
    close: () => client.end(),
  };
}
