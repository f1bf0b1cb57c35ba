import type { Json } from '../../domain/provisioning/directory-user.ts';
import { FILTER_LIMITS } from '../filter/filter-syntax.ts';
import { mapStrings } from './map-strings.ts';

/** What a bulkId stands for once its operation was carried out, or its id chosen. */
export interface BulkTarget {
  readonly id: string;
  /** Absolute. */
  readonly location: string;
}

const PREFIX = /^bulkId:/i;
const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/** The bulkId a text refers to, whole: `bulkId:1` does not refer to `10`. Undefined when it is no reference. */
export const referredBulkId = (text: string): string | undefined =>
  PREFIX.test(text) ? text.slice('bulkId:'.length) : undefined;

/**
 * Replaces references to other operations (RFC 7644 §3.7.2) wherever they stand: as a whole value, as the last segment of
 * a `$ref`, and quoted in the filter of a PATCH path. `targetOf` throws for what cannot be resolved.
 */
export const resolveReferences = (data: Json, targetOf: (bulkId: string) => BulkTarget): Json =>
  mapStrings(data, (text, key) => resolveText(text, key, targetOf));

function resolveText(text: string, key: string, targetOf: (bulkId: string) => BulkTarget): string {
  const bulkId = referredBulkId(text);
  if (key === '$ref') return resolveAddress(text, bulkId, targetOf);
  if (bulkId !== undefined) return targetOf(bulkId).id;
  return key.toLowerCase() === 'path' ? resolvePath(text, targetOf) : text;
}

function resolveAddress(text: string, whole: string | undefined, targetOf: (bulkId: string) => BulkTarget): string {
  if (whole !== undefined) return targetOf(whole).location;
  const start = text.lastIndexOf('/') + 1;
  const bulkId = referredBulkId(text.slice(start));
  return bulkId === undefined ? text : text.slice(0, start) + targetOf(bulkId).id;
}

function resolvePath(text: string, targetOf: (bulkId: string) => BulkTarget): string {
  if (text.length > FILTER_LIMITS.length || !/"bulkId:/i.test(text)) return text;
  return text.replace(QUOTED, (literal) => {
    const bulkId = referredBulkId(unquoted(literal));
    return bulkId === undefined ? literal : JSON.stringify(targetOf(bulkId).id);
  });
}

/** What is no JSON text is the filter's to refuse. */
function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
