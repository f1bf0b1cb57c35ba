import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import { absent, and, type Condition, eq } from '../../application/ports/query.ts';
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

function liveRecords<T extends DirectoryRecord>(
  connection: Connection,
  filter: Condition<T> | undefined,
): Condition<T> {
  const own = eq<T>('connectionId' as keyof T & string, connection.id);
  const live = absent<T>('deletedAt' as keyof T & string);
  return filter ? and(own, live, filter) : and(own, live);
}
