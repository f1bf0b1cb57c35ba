import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { LIST_RESPONSE } from '../schema/schema-urns.ts';

/** What a list says about itself: where its page begins, or the cursors of the pages beside it (RFC 9865 §2). */
export interface ListFacts {
  readonly totalResults: number;
  /** When it was paged by index. */
  readonly startIndex?: number;
  /** Missing on the last page. */
  readonly nextCursor?: string;
  readonly previousCursor?: string;
}

/** RFC 7644 §3.4.2; `itemsPerPage` is what this page holds. */
export const listResponse = (resources: readonly JsonObject[], facts: ListFacts): JsonObject => ({
  ...listHead(facts, resources.length),
  Resources: resources,
});

/** The same as JSON, of resources that are JSON already. */
export function listBytes(resources: readonly Buffer[], facts: ListFacts): Buffer {
  const pieces: Buffer[] = [Buffer.from(openList(facts, resources.length))];
  for (const resource of resources) {
    if (pieces.length > 1) pieces.push(COMMA);
    pieces.push(resource);
  }
  pieces.push(CLOSE);
  return Buffer.concat(pieces);
}

const COMMA = Buffer.from(',');
const CLOSE = Buffer.from(']}');

/** The same as JSON in pieces, for resources that are too large to hold. */
export async function* listJson(
  facts: ListFacts,
  itemsPerPage: number,
  resources: AsyncIterable<AsyncIterable<string> | Iterable<string>>,
): AsyncGenerator<string> {
  yield openList(facts, itemsPerPage);
  let isFirst = true;
  for await (const resource of resources) {
    if (!isFirst) yield ',';
    isFirst = false;
    yield* resource;
  }
  yield ']}';
}

const openList = (facts: ListFacts, itemsPerPage: number): string =>
  `${JSON.stringify(listHead(facts, itemsPerPage)).slice(0, -1)},"Resources":[`;

const listHead = (facts: ListFacts, itemsPerPage: number): JsonObject => {
  const { totalResults, startIndex, previousCursor, nextCursor } = facts;
  return {
    schemas: [LIST_RESPONSE],
    totalResults,
    ...(startIndex !== undefined && { startIndex }),
    itemsPerPage,
    ...(previousCursor !== undefined && { previousCursor }),
    ...(nextCursor !== undefined && { nextCursor }),
  };
};
