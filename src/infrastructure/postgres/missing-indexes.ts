import type { Connection } from './connection.ts';
import type { PlannedIndex, SchemaPlan } from './schema-plan.ts';

/** The indexes that are not there. One that could not be finished is there and of no use. */
export async function missingIndexes(connection: Connection, plan: SchemaPlan): Promise<PlannedIndex[]> {
  const { rows } = await connection.run(
    {
      text: `select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
        join pg_namespace n on n.oid = i.relnamespace where n.nspname = $1 and x.indisvalid and x.indisready`,
    },
    [plan.schema],
  );
  const usable = new Set(rows.map(([name]) => name));
  return plan.indexes.filter(({ name }) => !usable.has(name));
}
