import type { StorageFacts } from '../../application/ports/storage-facts.ts';
import type { Connection } from './connection.ts';
import { isMigrated } from './migrate.ts';
import type { SchemaPlan } from './schema-plan.ts';

export async function inspect(connection: Connection, plan: SchemaPlan): Promise<StorageFacts> {
  const asked = Date.now();
  const { rows } = await connection.run({
    text: `select current_setting('server_version'), extract(epoch from clock_timestamp()) * 1000`,
  });
  const answered = Date.now();
  const [version, now] = rows[0] ?? [];
  return {
    engine: 'PostgreSQL',
    version: version?.split(' ')[0] ?? 'unknown',
    clockAheadMs: Math.round(Number(now) - (asked + answered) / 2),
    schema: await schemaState(connection, plan),
    missingIndexes: await missingIndexes(connection, plan),
  };
}

async function schemaState(connection: Connection, plan: SchemaPlan): Promise<StorageFacts['schema']> {
  if (await isMigrated(connection, plan)) return 'current';
  const { rows } = await connection.run(
    { text: `select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1` },
    [plan.schema],
  );
  return rows[0]?.[0] === '0' ? 'absent' : 'different';
}

/** An index that could not be finished is there and of no use. */
async function missingIndexes(connection: Connection, plan: SchemaPlan): Promise<string[]> {
  const { rows } = await connection.run(
    {
      text: `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
        join pg_namespace n on n.oid = i.relnamespace where n.nspname = $1 and x.indisvalid and x.indisready`,
    },
    [plan.schema],
  );
  const usable = new Set(rows.map(([name]) => name));
  return plan.indexes
    .filter(({ name }) => !usable.has(name))
    .map(({ name, table }) => `${table.collection}.${name.slice(table.bareName.length + 1)}`);
}
