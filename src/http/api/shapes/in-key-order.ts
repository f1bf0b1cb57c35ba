import type { Json, JsonObject } from '../../../domain/provisioning/directory-user.ts';

/**
 * Kept JSON with its keys in alphabetical order: databases keep them in orders of their own, and an export of the same
 * events should read the same whatever it came from.
 */
export function inKeyOrder(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inKeyOrder);
  return objectInKeyOrder(value as JsonObject);
}

export const objectInKeyOrder = (object: JsonObject): Record<string, Json> =>
  // fromEntries defines own properties, so a key called __proto__ stays a mere key.
  Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, inKeyOrder(object[key] ?? null)]),
  );
