import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';

/** Deeper than any SCIM message; what stands below is left as it is. */
const MOST_DEPTH = 32;

/** `key` is that of the nearest object member the text stands under. */
export type MapString = (text: string, key: string) => string;

/** Replaces texts in JSON, keys apart. What holds nothing to replace is kept as it is, without being copied. */
export function mapStrings(value: Json, map: MapString, key = '', depth = 0): Json {
  if (typeof value === 'string') return map(value, key);
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return value;
  if (!Array.isArray(value)) return mapMembers(value as JsonObject, map, depth + 1);
  let mapped: Json[] | undefined;
  for (const [index, element] of (value as readonly Json[]).entries()) {
    const after = mapStrings(element, map, key, depth + 1);
    if (after === element) continue;
    mapped ??= [...value];
    mapped[index] = after;
  }
  return mapped ?? value;
}

function mapMembers(object: JsonObject, map: MapString, depth: number): JsonObject {
  const changed = new Map<string, Json>();
  for (const key of Object.keys(object)) {
    const before = object[key] ?? null;
    const after = mapStrings(before, map, key, depth);
    if (after !== before) changed.set(key, after);
  }
  if (changed.size === 0) return object;
  // fromEntries defines own properties, so a key called __proto__ stays a mere key.
  return Object.fromEntries(
    Object.keys(object).map((key) => [key, changed.has(key) ? changed.get(key) : object[key]]),
  ) as JsonObject;
}
