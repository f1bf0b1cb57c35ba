import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import type { Cursor, SortKey } from '../../application/ports/query.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import { positionForCursor, positionFromCursor, totalInCursor } from './cursor-position.ts';
import { type CursorScope, openCursor, sealCursor } from './cursor-seal.ts';
import type { Listed, Matches } from './list-records.ts';
import type { ListOrder } from './read-order.ts';
import type { CursorPage } from './read-page.ts';

/** Whether a cursor leads to what comes after its position, or to the page before it. */
const FORWARDS = 0;
const BACKWARDS = 1;

/**
 * One page from where the cursor stands, by keyset: records that come or go meanwhile shift nothing. A record more than
 * asked for tells whether there is a further page. The matches are counted once, when a walk begins: its cursors carry the
 * number on, and its pages agree about it (RFC 9865 §2 does not even ask for it).
 */
export async function listByCursor<T extends Doc, R extends Pick<T, 'id'>>(
  call: ScimCall,
  endpoint: string,
  collection: ReadableCollection<T>,
  order: ListOrder<T>,
  found: Matches<T, R>,
  { cursor, count }: CursorPage,
): Promise<Listed<R>> {
  const scope: CursorScope = { call, endpoint, count };
  const place = cursor === '' ? undefined : openCursor(scope, cursor);
  const [direction, carried, counted] = Array.isArray(place) ? (place as readonly Json[]) : [FORWARDS];
  const isBackwards = direction === BACKWARDS;
  const { tenant } = call.request.connection;
  const start = carried === undefined ? undefined : await positionFromCursor(collection, tenant, order, carried);
  const sort = isBackwards ? turnedAround(order.keys) : order.keys;
  const after = start && { after: isBackwards ? positionIn(order.keys, start) : start };
  const [ahead, totalResults] = await Promise.all([
    count === 0 ? [] : found.find({ ...(sort.length > 0 && { sort }), ...after, limit: count + 1 }),
    totalInCursor(counted) ?? found.count(),
  ]);
  const page = ahead.slice(0, count);
  const records = isBackwards ? page.reverse() : page;
  const hasMore = ahead.length > count;

  const cursorAt = (record: R | undefined, to: number): string | undefined => {
    if (record === undefined) return undefined;
    const position = positionForCursor(order, collection.cursorOf({ sort: order.keys }, record));
    return sealCursor(scope, [to, position, totalResults]);
  };
  // Who goes backwards came from a later page; who goes forwards from an earlier one, unless this is the first.
  const nextCursor = isBackwards || hasMore ? cursorAt(records.at(-1), FORWARDS) : undefined;
  const previousCursor = isBackwards ? hasMore : start !== undefined;
  const previous = previousCursor ? cursorAt(records[0], BACKWARDS) : undefined;
  return {
    records,
    facts: {
      totalResults,
      ...(nextCursor !== undefined && count > 0 && { nextCursor }),
      ...(previous !== undefined && count > 0 && { previousCursor: previous }),
    },
  };
}

/** The whole order the other way round: every direction, and with it the ids that break ties. */
const turnedAround = <T>(keys: readonly SortKey<T>[]): readonly SortKey<T>[] =>
  keys.length === 0
    ? [{ field: 'id' as keyof T & string, direction: 'descending' }]
    : keys.map((key) => ({ ...key, direction: key.direction === 'descending' ? 'ascending' : 'descending' }));

/** The order of creation is by id, which has to be named to be turned around. */
const positionIn = <T>(keys: readonly SortKey<T>[], position: Cursor): Cursor =>
  keys.length === 0 ? { ...position, values: [position.id] } : position;
