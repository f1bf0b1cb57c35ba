import {
  MAX_JSON_DEPTH,
  MAX_KEY_TEXT_BYTES,
  UnstorableDepth,
  UnstorableText,
} from '../../application/ports/storage-errors.ts';

/** How NUL and lone surrogates look in what JSON.stringify writes; an escaped backslash before a `u` looks the same. */
const suspicious = /\\u(?:0000|d[89a-f])/;

/** NUL, or half of a surrogate pair: in a `u` expression only a lone one matches. */
const unstorable = /[\0\p{Surrogate}]/u;

export const isStorable = (text: string): boolean => !unstorable.test(text);

/** Refuses a document whose JSON text cannot be stored. The walk happens only when the text looks suspicious. */
export function assertStorable(json: string, document: unknown): void {
  if (suspicious.test(json)) walk(document, '');
}

/** Refuses a text that no index could take; no character needs more than three bytes for each of its code units. */
export function assertKeyLength(field: string, text: string): void {
  if (text.length * 3 > MAX_KEY_TEXT_BYTES && Buffer.byteLength(text) > MAX_KEY_TEXT_BYTES) {
    throw new UnstorableText(field, `is longer than ${MAX_KEY_TEXT_BYTES} bytes`);
  }
}

/** Refuses a field nested too deep. */
export function assertDepth(document: object): void {
  for (const [field, value] of Object.entries(document)) {
    if (isDeeperThan(value, MAX_JSON_DEPTH)) throw new UnstorableDepth(field);
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    for (const element of value) {
      if (typeof element === 'object' && isDeeperThan(element, levels - 1)) return true;
    }
    return false;
  }
  for (const key in value) if (isDeeperThan((value as Record<string, unknown>)[key], levels - 1)) return true;
  return false;
}

function walk(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw new UnstorableText(path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, below] of Object.entries(value)) {
    const place = path === '' ? key : `${path}.${key}`;
    if (!isStorable(key)) throw new UnstorableText(path === '' ? 'a field name' : path);
    walk(below, place);
  }
}
