import { foldJson } from '../documents/fold-json.ts';
import type { CollectionTable } from './collection-table.ts';
import type { Connection } from './connection.ts';
import { missingIndexes } from './missing-indexes.ts';
import { createTable, FILL_FACTOR, foldedFieldsOf, type SchemaPlan } from './schema-plan.ts';
import { createRequireCount } from './sql-functions.ts';
import { identifier, literal } from './sql-text.ts';

/** Any number will do that nobody else locks: the bytes of "holdfast". */
const MIGRATION_LOCK = '7525363805888639860';
const BATCH = 500;

/**
 * Brings the schema to the plan in one transaction under an advisory lock, so that of several processes one migrates and
 * the others find it done. Tables and indexes that are missing are made, indexes that are declared differently now are
 * made anew, and indexes that are not declared any more are dropped, as they might still forbid something. Indexes that
 * somebody dropped are found missing even when the schema is that of this version. What a newer version has migrated is
 * left as it is. It may take long: the connection must not limit how long a statement runs.
 */
export async function migrate(connection: Connection, plan: SchemaPlan): Promise<void> {
  const run = (text: string) => connection.run({ text });
  await run('begin');
  try {
    await run(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    const present = await presentSchema(connection, plan);
    const done = present === 'current';
    if (present === 'another' || (done && (await missingIndexes(connection, plan)).length > 0)) {
      await run(`create schema if not exists ${identifier(plan.schema)}`);
      await run(
        `create table if not exists ${migrations(plan)} (version integer generated always as identity primary key, fingerprint text not null, migrated_at timestamptz not null default now())`,
      );
      await run(createRequireCount(plan.schema));
      for (const table of plan.tables) await migrateTable(connection, table);
      await migrateIndexes(connection, plan);
      if (!done) await run(`insert into ${migrations(plan)} (fingerprint) values (${literal(plan.fingerprint)})`);
    }
    await run('commit');
  } catch (error) {
    await run('rollback').catch(() => connection.destroy());
    throw error;
  }
}

export const isMigrated = async (connection: Connection, plan: SchemaPlan): Promise<boolean> =>
  (await presentSchema(connection, plan)) !== 'another';

/**
 * `newer`: it once was this plan's, and another version went on from there. Processes of the older version work beside
 * those of the newer one while an installation is upgraded, and must neither stop nor take anything back.
 */
async function presentSchema(connection: Connection, plan: SchemaPlan): Promise<'current' | 'newer' | 'another'> {
  const found = await connection.run({ text: 'select to_regclass($1::text)' }, [migrations(plan)]);
  if (found.rows[0]?.[0] === null) return 'another';
  const { rows } = await connection.run({ text: `select fingerprint from ${migrations(plan)} order by version desc` });
  if (rows[0]?.[0] === plan.fingerprint) return 'current';
  return rows.some(([fingerprint]) => fingerprint === plan.fingerprint) ? 'newer' : 'another';
}

const migrations = (plan: SchemaPlan): string => `${identifier(plan.schema)}.migrations`;

async function migrateTable(connection: Connection, table: CollectionTable): Promise<void> {
  await connection.run({ text: createTable(table) });
  const wanted = foldedFieldsOf(table);
  const { rows } = await connection.run({ text: `select obj_description($1::text::regclass, 'pg_class')` }, [
    table.name,
  ]);
  const folded = rows[0]?.[0] ?? undefined;
  if (folded !== wanted) {
    if (wanted !== '') {
      await connection.run({
        text: `alter table ${table.name} add column if not exists folded jsonb not null default '{}'`,
      });
      await foldAgain(connection, table);
    }
    await connection.run({ text: `comment on table ${table.name} is ${literal(wanted)}` });
  }
  await migrateColumns(connection, table);
  await connection.run({ text: compressQuickly(table) });
}

/** Large documents are written in a fraction of the time where the server was built with LZ4. */
const compressQuickly = ({ name, foldedFields }: CollectionTable): string => `do $$ begin
    alter table ${name} alter column doc set compression lz4${foldedFields.size > 0 ? ', alter column folded set compression lz4' : ''};
  exception when feature_not_supported then null; end $$`;

/**
 * Makes the columns of fields that had none when the table was made, and anew where a field is of another kind now, with
 * the indexes over them. Columns that are not wanted any more stay: processes of the version before still read them.
 */
async function migrateColumns(connection: Connection, table: CollectionTable): Promise<void> {
  const { rows } = await connection.run(
    {
      text: `select attname, col_description(attrelid, attnum) from pg_attribute
        where attrelid = $1::text::regclass and attnum > 0 and not attisdropped`,
    },
    [table.name],
  );
  const existing = new Map(rows.map(([name, definition]) => [name ?? '', definition]));
  const wanted = [...table.columns.values()].filter(
    ({ bareName, definition }) => existing.get(bareName) !== definition,
  );
  const changes = wanted.flatMap(({ bareName, name, definition }) =>
    existing.get(bareName)
      ? [`drop column ${name} cascade`, `add column ${definition}`]
      : [`add column if not exists ${definition}`],
  );
  if (changes.length === 0) return;
  await connection.run({ text: `alter table ${table.name} ${changes.join(', ')}, set (fillfactor = ${FILL_FACTOR})` });
  for (const { name, definition, leadsSeveral } of wanted) {
    if (leadsSeveral) await connection.run({ text: `alter table ${table.name} alter column ${name} set statistics 0` });
    await connection.run({ text: `comment on column ${table.name}.${name} is ${literal(definition)}` });
  }
}

/** Makes the folded copies of documents that were written when the declaration was another. */
async function foldAgain(connection: Connection, table: CollectionTable): Promise<void> {
  let last: readonly [string, string] = ['', ''];
  for (;;) {
    const { rows } = await connection.run(
      {
        text: `select tenant, id, doc from ${table.name} where (tenant, id) > ($1, $2) order by tenant, id limit ${BATCH}`,
      },
      last,
    );
    if (rows.length === 0) return;
    const copies = rows.map(([tenant, id, text]) => {
      const doc = JSON.parse(text ?? '{}') as Record<string, unknown>;
      const fields = [...table.foldedFields].filter((field) => doc[field] !== undefined);
      return { tenant, id, folded: Object.fromEntries(fields.map((field) => [field, foldJson(doc[field])])) };
    });
    await connection.run(
      {
        text: `update ${table.name} as t set folded = e->'folded' from jsonb_array_elements($1::jsonb) as e where t.tenant = e->>'tenant' and t.id = e->>'id'`,
      },
      [JSON.stringify(copies)],
    );
    const [tenant, id] = rows[rows.length - 1] ?? [];
    last = [tenant ?? '', id ?? ''];
  }
}

async function migrateIndexes(connection: Connection, plan: SchemaPlan): Promise<void> {
  const { rows } = await connection.run(
    {
      text: `select i.relname, case when x.indisvalid and x.indisready then obj_description(i.oid, 'pg_class') end from pg_index x
        join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
        where n.nspname = $1 and not x.indisprimary`,
    },
    [plan.schema],
  );
  const existing = new Map(rows.map(([name, definition]) => [name ?? '', definition ?? '']));
  const wanted = new Map(plan.indexes.map((index) => [index.name, index]));
  for (const [name, definition] of existing) {
    if (wanted.get(name)?.definition !== definition) {
      await connection.run({ text: `drop index ${identifier(plan.schema)}.${identifier(name)}` });
    }
  }
  for (const { name, definition } of plan.indexes) {
    if (existing.get(name) === definition) continue;
    await connection.run({ text: definition });
    await connection.run({
      text: `comment on index ${identifier(plan.schema)}.${identifier(name)} is ${literal(definition)}`,
    });
  }
}
