import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import type { ScimCall } from '../protocol/scim-call.ts';
import { readDirection } from './read-order.ts';

/** How long a cursor can be continued; announced in ServiceProviderConfig (RFC 9865 §4). */
export const CURSOR_TIMEOUT_SECONDS = 86_400;

const SEAL_BYTES = 16;
/** Bounds what is taken apart; far above what is handed out. */
const MOST_CHARACTERS = 8_192;

/** The list a cursor is of: cursors of other lists, connections, filters or orders do not fit. */
export interface CursorScope {
  readonly call: Pick<ScimCall, 'request' | 'application' | 'query'>;
  /** `/Users`, or `/` for the root. */
  readonly endpoint: string;
  readonly count: number;
}

/**
 * A cursor as clients hold it, of unreserved characters only (RFC 9865 §2). Its seal finds out what was altered, cut off or
 * mixed up with another query. It is not what keeps connections apart: whatever a cursor says, it only moves the start of a
 * query that is confined to the connection of the token.
 */
export function sealCursor(scope: CursorScope, place: Json): string {
  const issuedAt = Math.floor(Date.parse(scope.call.application.clock.now()) / 1000);
  const text = Buffer.from(JSON.stringify([issuedAt, scope.count, place])).toString('base64url');
  return `${text}.${sealOf(scope, text).toString('base64url')}`;
}

/** The place a cursor leads to. @throws ScimError 400 invalidCursor, expiredCursor or invalidCount */
export function openCursor(scope: CursorScope, cursor: string): Json {
  const [text = '', seal = '', ...more] = cursor.length > MOST_CHARACTERS ? [] : cursor.split('.', 3);
  const given = Buffer.from(seal, 'base64url');
  const isSealed = given.length === SEAL_BYTES && timingSafeEqual(given, sealOf(scope, text));
  if (!isSealed || more.length > 0) throw invalidCursor();
  const [issuedAt, count, place] = contentOf(text);
  if (typeof issuedAt !== 'number' || place === undefined) throw invalidCursor();
  const age = Date.parse(scope.call.application.clock.now()) / 1000 - issuedAt;
  if (age > CURSOR_TIMEOUT_SECONDS) throw expiredCursor();
  if (count !== scope.count) throw badRequest('invalidCount', 'count must stay what it was on the first page');
  return place;
}

function contentOf(text: string): readonly Json[] {
  try {
    const content = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Json;
    return Array.isArray(content) ? content : [];
  } catch {
    return [];
  }
}

export const invalidCursor = () =>
  badRequest(
    'invalidCursor',
    'The cursor does not belong to this query: repeat filter, sortBy and sortOrder as they were on the first page, or begin again with an empty cursor',
  );

export const expiredCursor = () =>
  badRequest('expiredCursor', 'The cursor can no longer be continued: begin again with an empty cursor');

function sealOf({ call, endpoint }: CursorScope, text: string): Buffer {
  const { query, request } = call;
  const sortBy = query.get('sortBy')?.trim().toLowerCase() ?? '';
  const scope = [endpoint, query.get('filter') ?? '', sortBy, sortBy === '' ? '' : readDirection(query), text];
  const seal = createHmac('sha256', request.connection.id).update(JSON.stringify(scope)).digest();
  return seal.subarray(0, SEAL_BYTES);
}
