import type { ReadableCollection } from '../../application/ports/database.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { Rendering, ScimCall } from '../protocol/scim-call.ts';
import type { Versioned } from './known-json.ts';
import { type DirectoryRecord, type Listed, listAll, listVersions } from './list-records.ts';
import { listBytes } from './list-response.ts';
import type { Page } from './read-page.ts';

/** How the records of a list are shown. */
export interface Showing<T, Besides> {
  readonly rendering: Rendering;
  /** What is shown of each of these besides itself, in their order. */
  besides(listed: readonly Versioned[]): Promise<readonly Besides[]>;
  /** The same as a text, of which no two mean the same. */
  wordingOf(besides: Besides | undefined): string;
  resourceOf(record: T, besides: Besides | undefined): JsonObject;
}

/**
 * One page of everything there is, in order of creation, as JSON. Where most of the page before was known, versions are
 * read first, and then only the records that are not known; otherwise these at once.
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
  const show = async (
    { records, facts }: Listed<Versioned>,
    read: (ids: readonly string[]) => Promise<readonly T[]>,
  ): Promise<Buffer> => {
    const besides = await showing.besides(records);
    const { rendering } = showing;
    const json = await call.knownJson.of(
      {
        walk,
        rendering,
        shownBesides: (place) => showing.wordingOf(besides[place]),
        read,
        resourceOf: (record: T, place) => showing.resourceOf(record, besides[place]),
      },
      records,
    );
    return listBytes(json, facts);
  };

  if (call.knownJson.knewMost(walk)) {
    return await show(
      await listVersions(call, endpoint, collection as unknown as ReadableCollection<DirectoryRecord>, page),
      async (ids) => (await collection.getMany(connection.tenant, ids)).filter(({ deletedAt }) => !deletedAt),
    );
  }
  const listed = await listAll(call, endpoint, collection, page);
  return await show(listed, async () => listed.records);
}
