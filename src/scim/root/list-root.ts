import type { ReadableCollection } from '../../application/ports/database.ts';
import type { Cursor } from '../../application/ports/query.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { notFound } from '../errors/scim-error.ts';
import { readGroupQuery } from '../groups/group-query.ts';
import { positionForCursor, positionFromCursor, totalInCursor } from '../lists/cursor-position.ts';
import { type CursorScope, openCursor, sealCursor } from '../lists/cursor-seal.ts';
import { type DirectoryRecord, type ListQuery, matches, sorted } from '../lists/list-records.ts';
import type { ListFacts } from '../lists/list-response.ts';
import { readDirection } from '../lists/read-order.ts';
import { type CursorPage, type IndexPage, readPage } from '../lists/read-page.ts';
import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { readUserQuery } from '../users/user-query.ts';
import { merged, type Part, splitAt, type WholeOrder } from './merge-parts.ts';
import { type RootResource, renderRoot } from './render-root.ts';

/** A part whose place in the list a cursor can hold. */
interface CursorPart extends Part<RootResource> {
  forCursor(position: Cursor): Json;
  fromCursor(carried: Json): Promise<Cursor>;
}

type Parts = readonly [users: CursorPart, groups: CursorPart];
type Page = { readonly resources: readonly RootResource[]; readonly facts: ListFacts };

/** What makes a GET a query (RFC 7644 §3.4.2). */
const ASKS: readonly string[] = [
  ...['filter', 'sortBy', 'sortOrder', 'startIndex', 'count', 'cursor'],
  ...['attributes', 'excludedAttributes'],
];

/** A query at the root. Without any parameter nothing is asked: there is no resource at the root itself. */
export async function queryRoot(call: ScimCall): Promise<ScimReply> {
  if (ASKS.every((name) => call.query.get(name) === null)) throw notFound('There is no such endpoint');
  return await listRoot(call);
}

/**
 * Users and groups in one list (RFC 7644 §3.4.2.1): sorted together by `sortBy`, users before groups among equals, and
 * without it all users before all groups. What an attribute is foreign to lacks it.
 */
export async function listRoot(call: ScimCall): Promise<ScimReply> {
  const page = readPage(call.query);
  const { directoryUsers, directoryGroups } = call.application.database;
  const [users, groups] = await Promise.all([
    readUserQuery(call, (name) => call.types.group.find(name) !== undefined),
    readGroupQuery(call, (name) => call.types.user.find(name) !== undefined),
  ]);
  const parts: Parts = [
    partOf(call, directoryUsers, users, (user) => ({ kind: 'user', user })),
    partOf(call, directoryGroups, groups, (group) => ({ kind: 'group', group })),
  ];
  const isSorted = users.order.keys.length + groups.order.keys.length > 0;
  const order: WholeOrder = isSorted ? [{ direction: readDirection(call.query), absent: 'greatest' }] : [];
  const { resources, facts } = await ('cursor' in page
    ? byCursor(call, parts, order, page)
    : byIndex(parts, order, page));
  return { status: 200, body: await renderRoot(call, resources, facts) };
}

async function byIndex(parts: Parts, order: WholeOrder, { startIndex, count }: IndexPage): Promise<Page> {
  const totals = await Promise.all([parts[0].count(), parts[1].count()]);
  const totalResults = totals[0] + totals[1];
  const facts = { totalResults, startIndex };
  const offset = startIndex - 1;
  if (count === 0 || offset >= totalResults) return { resources: [], facts };
  const offsets = await splitAt(order, parts, totals, offset);
  const lists = await Promise.all(
    parts.map((part, place) =>
      (offsets[place] ?? 0) < (totals[place] ?? 0) ? part.find({ offset: offsets[place] ?? 0, limit: count }) : [],
    ),
  );
  return { resources: merged(order, lists, count).map(({ entry }) => entry.resource), facts };
}

/** The cursor holds, for each part, the last position that was shown; and the number of matches when the walk began. */
async function byCursor(call: ScimCall, parts: Parts, order: WholeOrder, { cursor, count }: CursorPage): Promise<Page> {
  const scope: CursorScope = { call, endpoint: '/', count };
  const place = cursor === '' ? [] : openCursor(scope, cursor);
  const carried = Array.isArray(place) ? (place as readonly (Json | undefined)[]) : [];
  const starts = await Promise.all(
    parts.map((part, index) => {
      const position = carried[index] ?? null;
      return position === null ? undefined : part.fromCursor(position);
    }),
  );
  const find = (part: CursorPart, after: Cursor | undefined) =>
    count === 0 ? [] : part.find({ ...(after && { after }), limit: count + 1 });
  const [lists, totalResults] = await Promise.all([
    Promise.all(parts.map((part, index) => find(part, starts[index]))),
    totalInCursor(carried[parts.length]) ?? countAll(parts),
  ]);
  const ahead = merged(order, lists, count + 1);
  const page = ahead.slice(0, count);
  const last = parts.map((part, index) => {
    const shown = page.findLast((one) => one.part === index)?.entry.position ?? starts[index];
    return shown ? part.forCursor(shown) : null;
  });
  return {
    resources: page.map(({ entry }) => entry.resource),
    facts: {
      totalResults,
      ...(ahead.length > count && count > 0 && { nextCursor: sealCursor(scope, [...last, totalResults]) }),
    },
  };
}

async function countAll(parts: Parts): Promise<number> {
  const totals = await Promise.all(parts.map((part) => part.count()));
  return totals.reduce((sum, total) => sum + total, 0);
}

function partOf<T extends DirectoryRecord>(
  call: ScimCall,
  collection: ReadableCollection<T>,
  query: ListQuery<T>,
  resourceOf: (record: T) => RootResource,
): CursorPart {
  const { connection } = call.request;
  const found = matches(collection, connection, query);
  const { order } = query;
  return {
    count: () => found.count(),
    find: async (part) => {
      const records = await found.find({ ...sorted(order.keys), ...part });
      return records.map((record) => {
        const { id, values } = collection.cursorOf({ sort: order.keys }, record);
        return { position: { id, values: values.slice(0, order.keys.length) }, resource: resourceOf(record) };
      });
    },
    forCursor: (position) => positionForCursor(order, position),
    fromCursor: (carried) => positionFromCursor(collection, connection.tenant, order, carried),
  };
}
