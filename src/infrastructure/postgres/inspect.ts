import type { StorageFacts } from '../../application/ports/storage-facts.ts';
import type { Connection } from './connection.ts';
import { isMigrated } from './migrate.ts';
import { missingIndexes } from './missing-indexes.ts';
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
    missingIndexes: (await missingIndexes(connection, plan)).map(
      ({ name, table }) => `${table.collection}.${name.slice(table.bareName.length + 1)}`,
    ),
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
