import { z } from 'zod';
import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import type { Cursor, Query } from '../../application/ports/query.ts';
import { InvalidRequest } from '../problem-error.ts';

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface PageOf<T> {
  readonly docs: readonly T[];
  readonly nextCursor?: string;
}

/** No stored text holds NUL or a lone surrogate, and engines refuse to compare with them. */
const Stored = z.string().regex(/^[^\0\p{Surrogate}]*$/u);
/** Every list of this API is in an order of texts. */
const CursorShape = z.strictObject({
  values: z.array(z.union([Stored, z.null()])).max(10),
  id: Stored.min(1).max(200),
});

export const encodeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** @throws InvalidRequest when it is not one that was handed out for an order by so many fields. */
export function decodeCursor(text: string, sortKeys: number): Cursor {
  const parsed = CursorShape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  // The last value is the tenant.
  if (parsed.data?.values.length === sortKeys + 1) return parsed.data;
  throw new InvalidRequest([{ path: 'query.cursor', message: 'is not a cursor of this list' }]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One page in the order of `query`, by keyset: documents that come or go meanwhile shift nothing. */
export async function readPage<T extends Doc>(
  collection: ReadableCollection<T>,
  tenant: string,
  query: Query<T>,
  page: PageRequest,
): Promise<PageOf<T>> {
  return await pageBy(collection, query, page, (full) => collection.find(tenant, full));
}

/** The same across all tenants; for the lists of instance administrators. */
export async function readPageAcrossTenants<T extends Doc>(
  collection: ReadableCollection<T>,
  query: Query<T>,
  page: PageRequest,
): Promise<PageOf<T>> {
  return await pageBy(collection, query, page, (full) => collection.findAcrossTenants(full));
}

async function pageBy<T extends Doc>(
  collection: ReadableCollection<T>,
  query: Query<T>,
  page: PageRequest,
  find: (query: Query<T>) => Promise<T[]>,
): Promise<PageOf<T>> {
  const found = await find({
    ...query,
    ...(page.cursor && { after: decodeCursor(page.cursor, query.sort?.length ?? 0) }),
    limit: page.limit + 1,
  });
  const docs = found.slice(0, page.limit);
  const last = docs.at(-1);
  return found.length > page.limit && last
    ? { docs, nextCursor: encodeCursor(collection.cursorOf(query, last)) }
    : { docs };
}

/** The page with its documents in the shape of the contract. */
export const shapePage = <T, S>(page: PageOf<T>, shape: (doc: T) => S): { items: S[]; nextCursor?: string } => ({
  items: page.docs.map(shape),
  ...(page.nextCursor && { nextCursor: page.nextCursor }),
});
