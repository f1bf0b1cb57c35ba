import pg from 'pg';

/** Tells whether any transaction of the database is waiting for a lock another one holds. */
export async function watchLocks(
  url: string,
): Promise<{ isAnybodyWaiting(): Promise<boolean>; close(): Promise<void> }> {
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
