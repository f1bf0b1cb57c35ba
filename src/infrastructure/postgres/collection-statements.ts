import type { CollectionTable } from './collection-table.ts';
import { prepared, type Statement, type StatementCache } from './statement.ts';

/** The statements of one collection that never change, and the cache of those that depend on a query's shape. */
export interface CollectionStatements {
  readonly table: CollectionTable;
  readonly cache: StatementCache;
  readonly get: Statement;
  readonly getMany: Statement;
}

export const collectionStatements = (table: CollectionTable, cache: StatementCache): CollectionStatements => ({
  table,
  cache,
  get: prepared(`select version, doc, id from ${table.name} where tenant = $1 and id = $2`),
  getMany: prepared(`select version, doc, id from ${table.name} where tenant = $1 and id = any($2::text[])`),
});
