import type { Doc } from '../../application/ports/collection.ts';
import { UniqueViolation } from '../../application/ports/storage-errors.ts';
import type { Transfer, TransferPosition } from '../../application/ports/transfer.ts';
import { assertKeyLength } from '../documents/storable-text.ts';
import type { CollectionTable } from './collection-table.ts';
import type { Connection, Row, Value } from './connection.ts';
import { encodeDocument } from './encode-document.ts';
import { isUniqueViolation } from './postgres-errors.ts';
import { prepared, type Statement } from './statement.ts';

/** What the documents of one answer take at most as the server keeps them, which is compressed. */
const MAX_BYTES = 2_000_000;

type WithConnection = <T>(use: (connection: Connection) => Promise<T>) => Promise<T>;

export function postgresTransfer<C>(
  withConnection: WithConnection,
  tableOf: (collection: keyof C & string) => CollectionTable,
): Transfer<C> {
  return {
    export: (collection, after, limit) =>
      withConnection(async (connection) => {
        const { statement, values } = exportRequest(tableOf(collection), after, limit);
        const { rows } = await connection.run(statement, values);
        return rows.map(decode<C[typeof collection] & Doc>);
      }),
    restore: async (collection, docs) => {
      if (docs.length === 0) return;
      const table = tableOf(collection);
      const rows = `[${docs.map((doc) => encode(table, doc)).join(',')}]`;
      await withConnection((connection) => connection.run(restoreStatement(table), [rows])).catch((error) => {
        if (!isUniqueViolation(error)) throw error;
        throw new UniqueViolation(table.collection, table.keyOfConstraint.get(error.constraint ?? '') ?? 'id');
      });
    },
    empty: async (collection) => {
      await withConnection((connection) => connection.run(prepared(`delete from ${tableOf(collection).name}`)));
    },
  };
}

function exportRequest(table: CollectionTable, after: TransferPosition | undefined, limit: number) {
  const values: Value[] = [limit];
  let where = '';
  if (after !== undefined) {
    where = ' where (tenant, id) > ($2::text, $3::text)';
    values.push(after.tenant, after.id);
  }
  const inOrder = 'over (order by tenant, id rows unbounded preceding)';
  const page = `select tenant, id, version, doc from ${table.name}${where} order by tenant, id limit $1::bigint`;
  const measured = `select *, sum(pg_column_size(doc)) ${inOrder} as bytes, row_number() ${inOrder} as place from (${page}) as page`;
  const statement = prepared(
    `select version, doc from (${measured}) as measured where bytes <= ${MAX_BYTES} or place = 1 order by tenant, id`,
  );
  return { statement, values };
}

function decode<T extends Doc>(row: Row): T {
  return { ...(JSON.parse(row[1] ?? '{}') as T), version: Number(row[0]) };
}

function encode(table: CollectionTable, doc: Doc): string {
  assertKeyLength('tenant', doc.tenant);
  assertKeyLength('id', doc.id);
  const { document, folded } = encodeDocument(table, withoutVersion(doc));
  const copies = folded === undefined ? '' : `,"f":${folded}`;
  return `{"v":${Math.trunc(doc.version)},"d":${document}${copies}}`;
}

const withoutVersion = ({ version: _version, ...fields }: Doc): object => fields;

function restoreStatement(table: CollectionTable): Statement {
  const hasFolded = table.foldedFields.size > 0;
  const columns = `tenant, id, version, doc${hasFolded ? ', folded' : ''}`;
  const row = `e->'d'->>'tenant', e->'d'->>'id', (e->>'v')::bigint, e->'d'${hasFolded ? `, e->'f'` : ''}`;
  const set = `version = excluded.version, doc = excluded.doc${hasFolded ? ', folded = excluded.folded' : ''}`;
  return prepared(
    `insert into ${table.name} (${columns}) select ${row} from jsonb_array_elements($1::jsonb) as e on conflict (tenant, id) do update set ${set}`,
  );
}
