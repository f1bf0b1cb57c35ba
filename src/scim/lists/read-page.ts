import { badRequest, invalidValue } from '../errors/scim-error.ts';
import type { QueryParameters } from '../protocol/scim-call.ts';

export const DEFAULT_COUNT = 100;
export const MAX_RESULTS = 200;
/** Beyond any directory; keeps offsets within what databases take. */
const FARTHEST = 2_000_000_000;

/** One page by index (RFC 7644 §3.4.2.4): `startIndex` counts from 1, `count` is what is asked for, cut to MAX_RESULTS. */
export interface IndexPage {
  readonly startIndex: number;
  readonly count: number;
}

/** One page by cursor (RFC 9865 §2); an empty cursor asks for the first. */
export interface CursorPage {
  readonly cursor: string;
  readonly count: number;
}

export type Page = IndexPage | CursorPage;

/**
 * The page a client asks for. Who names neither `cursor` nor `startIndex` pages by index. Numbers below the least allowed
 * count as that, and `count` above MAX_RESULTS as MAX_RESULTS.
 * @throws ScimError 400 invalidValue, or with a cursor invalidCount, unless the numbers are integers
 */
export function readPage(query: QueryParameters): Page {
  const cursor = query.get('cursor')?.trim();
  const startIndex = readInteger(query, 'startIndex');
  if (cursor === undefined)
    return { startIndex: Math.max(1, startIndex ?? 1), count: readCount(query, 'invalidValue') };
  if (startIndex !== undefined) throw invalidValue('Page either by cursor or by startIndex, not by both');
  return { cursor, count: readCount(query, 'invalidCount') };
}

function readCount(query: QueryParameters, scimType: 'invalidValue' | 'invalidCount'): number {
  const count = readInteger(query, 'count', scimType) ?? DEFAULT_COUNT;
  return Math.min(MAX_RESULTS, Math.max(0, count));
}

function readInteger(
  query: QueryParameters,
  name: string,
  scimType: 'invalidValue' | 'invalidCount' = 'invalidValue',
): number | undefined {
  const text = query.get(name)?.trim();
  if (!text) return undefined;
  if (!/^[+-]?\d{1,30}$/.test(text)) throw badRequest(scimType, `${name} must be a whole number`);
  return Math.min(FARTHEST, Math.max(-1, Number(text)));
}
