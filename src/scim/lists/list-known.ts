import type { ReadableCollection } from '../../application/ports/database.ts';
import { digestOf } from '../../application/ports/digest-of.ts';
import { expandsGroups } from '../../application/provisioning/nested-groups.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { Rendering, ScimCall } from '../protocol/scim-call.ts';
import { FEW_GROUPS } from './group-states.ts';
import type { Versioned } from './known-json.ts';
import type { KnownPage } from './known-pages.ts';
import {
  type DirectoryRecord,
  type Listed,
  listAll,
  listVersions,
  liveRecords,
  type Part,
  VERSION,
} from './list-records.ts';
import { listBytes } from './list-response.ts';
import { isKept, mannerOf } from './manner-of.ts';
import type { Page } from './read-page.ts';

/** How the records of a list are shown. */
export interface Showing<T, Besides> {
  readonly rendering: Rendering;
  /** What is shown of each of these besides itself, in their order. */
  besides(listed: readonly Versioned[]): Promise<readonly Besides[]>;
  /** The same as a text, of which no two mean the same. */
  wordingOf(besides: Besides | undefined): string;
  /** Whether that is who is in which groups; otherwise nothing is shown besides. */
  readonly showsGroups: boolean;
  resourceOf(record: T, besides: Besides | undefined): JsonObject;
}

/**
 * One page of everything there is, in order of creation, as JSON. Where most of the page before was known, the database is
 * asked whether this one is as it was; if not, versions are read, and then only the records that are not known. Otherwise
 * these are read at once.
 */
export async function listKnown<T extends DirectoryRecord, Besides>(
  call: ScimCall,
  collection: ReadableCollection<T>,
  showing: Showing<T, Besides>,
  page: Page,
): Promise<Buffer> {
  const { connection } = call.request;
  const { endpoint } = showing.rendering.projection.type;
  const walk = `${connection.id} ${endpoint}`;
  if (!call.knownJson.knewMost(walk)) {
    const listed = await listAll(call, endpoint, collection, page);
    const json = await shownAs(call, walk, showing, listed, async () => listed.records);
    return listBytes(json, listed.facts);
  }

  const records = collection as unknown as ReadableCollection<DirectoryRecord>;
  const manner = mannerOf(showing.rendering);
  let asked: Asked | undefined;
  const listed = await listVersions(call, endpoint, records, page, async (part) => {
    // Which of what is found is shown depends on how many may be, and which groups on whether those within groups count.
    const key = isKept(manner)
      ? JSON.stringify([walk, manner, page.count, expandsGroups(connection), part])
      : undefined;
    asked = await ask(call, records, part, showing.showsGroups, key);
    return asked.found;
  });
  if (asked?.same) return listBytes(asked.same.json, listed.facts);

  const versions = new Map(listed.records.map(({ id, version }) => [id, version]));
  let isAsFound = true;
  const json = await shownAs(call, walk, showing, listed, async (ids) => {
    const read = (await collection.getMany(connection.tenant, ids)).filter(({ deletedAt }) => !deletedAt);
    isAsFound = read.length === ids.length && read.every(({ id, version }) => versions.get(id) === version);
    return read;
  });
  if (asked?.key !== undefined && isAsFound) await keep(call, asked.key, asked, json);
  return listBytes(json, listed.facts);
}

/**
 * Keeps a page, unless groups have changed since they were looked at: it would never be shown again, except by a database that
 * lost that change with its primary, where it would be wrong.
 */
async function keep(call: ScimCall, key: string, asked: Asked, json: readonly Buffer[]): Promise<void> {
  const { found, groupsDigest } = asked;
  if (groupsDigest !== undefined && (await call.groupStates(call.request.connection, groupsDigest))) return;
  call.knownPages.keep(key, { found, foundDigest: digestOf(VERSION, found), groupsDigest, json });
}

/** What was found of a page, and the page as it was shown before, if all of it is the same. */
interface Asked {
  readonly found: readonly Versioned[];
  readonly same?: KnownPage;
  /** Under which it is kept; undefined when that would be in vain. */
  readonly key?: string | undefined;
  /** The digest of the states of the connection's groups, read before who is in them. */
  readonly groupsDigest?: string | undefined;
}

/**
 * Asks the database for records, and for groups where these matter, as far as they are not known. Whatever changes who is in
 * a group changes the state of that group in the same transaction, so that there is no need to look at the members.
 */
async function ask(
  { groupStates, knownPages, request: { connection } }: ScimCall,
  records: ReadableCollection<DirectoryRecord>,
  part: Part<DirectoryRecord>,
  showsGroups: boolean,
  key: string | undefined,
): Promise<Asked> {
  const { tenant, id } = connection;
  const query = { where: liveRecords<DirectoryRecord>(connection), ...part };
  if (key === undefined || (showsGroups && knownPages.hasManyGroups(id))) {
    return { found: await records.select(tenant, VERSION, query) };
  }
  const known = knownPages.get(key);
  const [found, groups] = await Promise.all([
    records.selectUnless(tenant, VERSION, known?.foundDigest, query),
    showsGroups ? groupStates(connection, known?.groupsDigest ?? '') : undefined,
  ]);
  if (known && !found && !groups) return { found: known.found, same: known };
  const isTooMany = groups !== undefined && groups.length > FEW_GROUPS;
  if (isTooMany) knownPages.noteManyGroups(id);
  return {
    found: found ?? known?.found ?? [],
    key: isTooMany ? undefined : key,
    groupsDigest: groups ? digestOf(VERSION, groups) : known?.groupsDigest,
  };
}

/** Listed records as JSON, which is made of those that are not known, with what is shown besides as it is now. */
async function shownAs<T extends DirectoryRecord, Besides>(
  call: ScimCall,
  walk: string,
  showing: Showing<T, Besides>,
  { records }: Listed<Versioned>,
  read: (ids: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly Buffer[]> {
  const besides = await showing.besides(records);
  return await call.knownJson.of(
    {
      walk,
      rendering: showing.rendering,
      shownBesides: (place) => showing.wordingOf(besides[place]),
      read,
      resourceOf: (record: T, place) => showing.resourceOf(record, besides[place]),
    },
    records,
  );
}
