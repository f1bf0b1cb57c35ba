import { Client } from 'pg';
import { isMongoUrl } from '../../src/main/database-engine.ts';

/** Which process committed the decision about a job. */
export interface Decided {
  readonly jobId: string;
  /** How its connections call themselves. */
  readonly process: string;
}

export interface WorkerRecord {
  /** Everything decided so far about these jobs; a job that went back to the queue may stand there more than once. */
  of(jobIds: readonly string[]): Promise<readonly Decided[]>;
  /** How many transactions were rolled back so far: most of them because they collided. The server tells with delay. */
  rolledBack(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Notes in the database itself, by a trigger or the profiler, who brings sync jobs to rest: the product knows nothing of it. Each decision
 * dwells for `dwellMs` before it can commit, as on a slow disk, so that transactions of different processes overlap.
 */
export async function recordWorkers(databaseUrl: string, dwellMs: number): Promise<WorkerRecord> {
  if (isMongoUrl(databaseUrl))
    return (await import('./record-mongo-workers.ts')).recordMongoWorkers(databaseUrl, dwellMs);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`
    create table public.decided (job_id text, process text);
    create function public.note_decision() returns trigger language plpgsql as $$ begin
      perform pg_sleep(${dwellMs / 1000});
      insert into public.decided values (new.id, current_setting('application_name'));
      return null;
    end $$;
    create trigger note_decision after update on holdfast.sync_jobs for each row
      when (new.doc ->> 'state' not in ('queued', 'running')) execute function public.note_decision()`);
  return {
    async of(jobIds) {
      const { rows } = await client.query<{ job_id: string; process: string }>(
        'select job_id, process from public.decided where job_id = any($1)',
        [jobIds],
      );
      return rows.map((row) => ({ jobId: row.job_id, process: row.process }));
    },
    async rolledBack() {
      const { rows } = await client.query<{ count: string }>(
        'select xact_rollback as count from pg_stat_database where datname = current_database()',
      );
      return Number(rows[0]?.count);
    },
    close: () => client.end(),
  };
}

/** The same database, for a process that is to be told apart from others. */
export function namedUrl(databaseUrl: string, process: string): string {
  const url = new URL(databaseUrl);
  if (isMongoUrl(databaseUrl)) url.searchParams.set('appName', `holdfast ${process}`);
  else url.searchParams.set('application_name', process);
  return url.href;
}
