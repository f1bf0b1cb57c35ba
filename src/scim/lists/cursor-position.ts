import { hash } from 'node:crypto';
import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import type { Cursor, Scalar } from '../../application/ports/query.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { isRecordId } from '../protocol/record-id.ts';
import { expiredCursor, invalidCursor } from './cursor-seal.ts';
import type { ListOrder } from './read-order.ts';

/** Longer values would make cursors too long for a URL: they are left out and read again from the record. */
const MOST_CHARACTERS = 500;
/** No database stores these. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A position of a keyset in the form a cursor carries: the id, and what was sorted by. */
export function positionForCursor<T>({ keys }: ListOrder<T>, { id, values }: Cursor): Json {
  const own = values.slice(0, keys.length);
  return [id, JSON.stringify(own).length > MOST_CHARACTERS ? digestOf(own) : own];
}

/** @throws ScimError 400 invalidCursor, or expiredCursor when its record is no longer what it was */
export async function positionFromCursor<T extends Doc>(
  collection: ReadableCollection<T>,
  tenant: string,
  order: ListOrder<T>,
  carried: Json | undefined,
): Promise<Cursor> {
  const [id, values] = Array.isArray(carried) ? (carried as readonly Json[]) : [];
  if (typeof id !== 'string' || !isRecordId(id)) throw invalidCursor();
  if (Array.isArray(values)) {
    const scalars = values as readonly Json[];
    if (scalars.length !== order.keys.length || !scalars.every((value) => isPosition(order, value))) {
      throw invalidCursor();
    }
    return { id, values: scalars as readonly (Scalar | null)[] };
  }
  const record = await collection.get(tenant, id);
  const now = record && collection.cursorOf({ sort: order.keys }, record).values.slice(0, order.keys.length);
  if (!now || digestOf(now) !== values) throw expiredCursor();
  return { id, values: now };
}

/** The number of matches a cursor carries, as they were counted when its walk began. */
export const totalInCursor = (carried: Json | undefined): number | undefined =>
  typeof carried === 'number' && Number.isSafeInteger(carried) && carried >= 0 ? carried : undefined;

const isPosition = <T>(order: ListOrder<T>, value: Json): boolean =>
  (typeof value !== 'object' || value === null) &&
  !(typeof value === 'string' && UNSTORABLE.test(value)) &&
  order.isPosition(value as Scalar | null);

const digestOf = (values: Cursor['values']): string => hash('sha256', JSON.stringify(values), 'base64url');
