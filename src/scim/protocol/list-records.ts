import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import { absent, and, type Condition, eq, isIn } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Compiled } from '../filter/compile-filter.ts';
import type { Page } from './read-page.ts';

interface DirectoryRecord extends Doc {
  readonly connectionId: string;
  readonly deletedAt?: string;
}

export interface Listed<T> {
  readonly records: readonly T[];
  readonly totalResults: number;
}

/**
 * One page of a connection's live records in order of creation (ids are time-ordered), with the number of all matches. A
 * page that is not full tells the total by itself; only then is it not counted.
 */
export async function listRecords<T extends DirectoryRecord>(
  collection: ReadableCollection<T>,
  connection: Connection,
  filter: Compiled<T>,
  { startIndex, count }: Page,
): Promise<Listed<T>> {
  if (filter === false) return { records: [], totalResults: 0 };
  const where = liveRecords(connection, filter === true ? undefined : filter);
  const offset = startIndex - 1;
  const records =
    count === 0 ? [] : await collection.find(connection.tenant, { where, limit: count, ...(offset > 0 && { offset }) });
  const isLastPage = records.length < count && (records.length > 0 || offset === 0);
  const totalResults = isLastPage ? offset + records.length : await collection.count(connection.tenant, where);
  return { records, totalResults };
}

/**
 * The same where the filter is known to match only some of these few records, which are then read by id alone. Nothing
 * else is asked of the database besides the filter: a server without statistics has been seen to prefer any other index.
 */
export async function listAmong<T extends DirectoryRecord>(
  collection: ReadableCollection<T>,
  connection: Connection,
  ids: readonly string[],
  filter: Compiled<T>,
  { startIndex, count }: Page,
): Promise<Listed<T>> {
  if (filter === false || ids.length === 0) return { records: [], totalResults: 0 };
  const these = isIn<T>('id' as keyof T & string, ids);
  const found = await collection.find(connection.tenant, { where: filter === true ? these : and(these, filter) });
  const own = found.filter((record) => record.connectionId === connection.id && !record.deletedAt);
  return { records: own.slice(startIndex - 1, startIndex - 1 + count), totalResults: own.length };
}

function liveRecords<T extends DirectoryRecord>(
  connection: Connection,
  filter: Condition<T> | undefined,
): Condition<T> {
  const own = eq<T>('connectionId' as keyof T & string, connection.id);
  const live = absent<T>('deletedAt' as keyof T & string);
  return filter ? and(own, live, filter) : and(own, live);
}
