import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import { absent, and, type Condition, eq, isIn, type Query, type SortKey } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Compiled } from '../filter/compile-filter.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import type { Versioned } from './known-json.ts';
import { listByCursor } from './list-by-cursor.ts';
import type { ListFacts } from './list-response.ts';
import { BY_CREATION, type ListOrder } from './read-order.ts';
import type { IndexPage, Page } from './read-page.ts';

export interface DirectoryRecord extends Doc {
  readonly connectionId: string;
  readonly lastModified: string;
  readonly deletedAt?: string;
}

/** Which records of a connection, in which order. */
export interface ListQuery<T> {
  readonly filter: Compiled<T>;
  /** When known, the only records the filter can match, which are then read by id alone. */
  readonly among?: readonly string[] | undefined;
  readonly order: ListOrder<T>;
}

export interface Listed<T> {
  readonly records: readonly T[];
  readonly facts: ListFacts;
}

/** One page of a connection's live records, with the number of all matches. */
export async function listRecords<T extends DirectoryRecord>(
  call: ScimCall,
  endpoint: string,
  collection: ReadableCollection<T>,
  query: ListQuery<T>,
  page: Page,
): Promise<Listed<T>> {
  const found = matches(collection, call.request.connection, query);
  return await listFound(call, endpoint, collection, query.order, found, page);
}

/** Whether a query is for everything there is, in order of creation. */
export const isForAll = ({ filter, order }: ListQuery<never>): boolean => filter === true && order.keys.length === 0;

/** The same of everything there is, in order of creation. */
export const listAll = <T extends DirectoryRecord>(
  call: ScimCall,
  endpoint: string,
  collection: ReadableCollection<T>,
  page: Page,
): Promise<Listed<T>> => listRecords(call, endpoint, collection, { filter: true, order: BY_CREATION }, page);

/** What tells which record it is, and in which state. */
export const VERSION = ['id', 'version', 'lastModified'] as const;

/** The same; of the records, only which they are and in which state, as `find` tells. */
export async function listVersions(
  call: ScimCall,
  endpoint: string,
  collection: ReadableCollection<DirectoryRecord>,
  page: Page,
  find: Matches<DirectoryRecord, Versioned>['find'],
): Promise<Listed<Versioned>> {
  const { connection } = call.request;
  const found = { find, count: () => collection.count(connection.tenant, liveRecords(connection)) };
  return await listFound(call, endpoint, collection, BY_CREATION, found, page);
}

async function listFound<T extends DirectoryRecord, R extends Pick<T, 'id'>>(
  call: ScimCall,
  endpoint: string,
  collection: ReadableCollection<T>,
  order: ListOrder<T>,
  found: Matches<T, R>,
  page: Page,
): Promise<Listed<R>> {
  if ('cursor' in page) return listByCursor(call, endpoint, collection, order, found, page);
  const { records, totalResults } = await listByIndex(found, order, page);
  return { records, facts: { totalResults, startIndex: page.startIndex } };
}

/** Which part of the matches. */
export type Part<T> = Pick<Query<T>, 'sort' | 'after' | 'limit' | 'offset'>;

/** What a query matches, in whatever order and part is asked for. */
export interface Matches<T, R = T> {
  find(part: Part<T>): Promise<readonly R[]>;
  count(): Promise<number>;
}

export function matches<T extends DirectoryRecord>(
  collection: ReadableCollection<T>,
  connection: Connection,
  { filter, among }: Pick<ListQuery<T>, 'filter' | 'among'>,
): Matches<T> {
  if (filter === false || among?.length === 0) return NOTHING;
  if (among) return matchesAmong(collection, connection, among, filter);
  const where = liveRecords(connection, filter === true ? undefined : filter);
  return {
    find: (part) => collection.find(connection.tenant, { where, ...part }),
    count: () => collection.count(connection.tenant, where),
  };
}

const NOTHING = { find: async () => [], count: async () => 0 };

/**
 * A page that is not full tells the total by itself; only then is it not counted. The order of creation is that of the
 * ids, as these are time-ordered.
 */
export async function listByIndex<T, R>(
  found: Matches<T, R>,
  { keys }: ListOrder<T>,
  { startIndex, count }: IndexPage,
): Promise<{ readonly records: readonly R[]; readonly totalResults: number }> {
  const offset = startIndex - 1;
  const part = { ...sorted(keys), limit: count, ...(offset > 0 && { offset }) };
  const records = count === 0 ? [] : await found.find(part);
  const isLastPage = records.length < count && (records.length > 0 || offset === 0);
  return { records, totalResults: isLastPage ? offset + records.length : await found.count() };
}

export const sorted = <T>(keys: readonly SortKey<T>[]): { readonly sort?: readonly SortKey<T>[] } =>
  keys.length === 0 ? {} : { sort: keys };

/**
 * Nothing else is asked of the database besides ids and filter: a server without statistics has been seen to prefer any
 * other index. There are few of them, so that they are read once and cut here.
 */
function matchesAmong<T extends DirectoryRecord>(
  collection: ReadableCollection<T>,
  connection: Connection,
  ids: readonly string[],
  filter: Condition<T> | true,
): Matches<T> {
  const these = isIn<T>('id' as keyof T & string, ids);
  const where = filter === true ? these : and(these, filter);
  const own = async (part: Pick<Query<T>, 'sort' | 'after'>): Promise<readonly T[]> => {
    const found = await collection.find(connection.tenant, { where, ...part });
    return found.filter((record) => record.connectionId === connection.id && !record.deletedAt);
  };
  return {
    find: async ({ limit, offset = 0, ...part }) => {
      const records = await own(part);
      return records.slice(offset, limit === undefined ? undefined : offset + limit);
    },
    count: async () => (await own({})).length,
  };
}

/** What a connection has that was not deleted; `filter`: of this, what it matches. */
export function liveRecords<T extends DirectoryRecord>(
  connection: Connection,
  filter?: Condition<T> | undefined,
): Condition<T> {
  const own = eq<T>('connectionId' as keyof T & string, connection.id);
  const live = absent<T>('deletedAt' as keyof T & string);
  return filter ? and(own, live, filter) : and(own, live);
}
