import { invalidValue } from '../errors/scim-error.ts';
import type { QueryParameters } from './scim-call.ts';

export const DEFAULT_COUNT = 100;
export const MAX_RESULTS = 200;
/** Beyond any directory; keeps offsets within what databases take. */
const FARTHEST = 2_000_000_000;

/** One page by index (RFC 7644 §3.4.2.4): `startIndex` counts from 1, `count` is what is asked for, cut to MAX_RESULTS. */
export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

/** @throws ScimError 400 invalidValue unless both are integers. Below the least allowed they count as that. */
export const readPage = (query: QueryParameters): Page => ({
  startIndex: Math.max(1, readInteger(query, 'startIndex') ?? 1),
  count: Math.min(MAX_RESULTS, Math.max(0, readInteger(query, 'count') ?? DEFAULT_COUNT)),
});

function readInteger(query: QueryParameters, name: string): number | undefined {
  const text = query.get(name)?.trim();
  if (!text) return undefined;
  if (!/^[+-]?\d{1,30}$/.test(text)) throw invalidValue(`${name} must be a whole number`);
  return Math.min(FARTHEST, Math.max(-1, Number(text)));
}
