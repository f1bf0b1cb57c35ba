import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';

const REMOVED = '[removed]';
const TOO_DEEP = '[too deep]';
/** Deeper than any SCIM message; keeps recursion bounded here and wherever the record is serialized later. */
const MOST_DEPTH = 16;

/** The last word of an attribute name or path under which clients send secrets. */
const SECRET =
  /(?:^|[.:])(?:password|passwd|secret|clientsecret|client_secret|token|accesstoken|access_token|authorization)$/i;

export type RecordedRequest = { readonly method: string; readonly path: string; readonly body?: Json };

/**
 * A request as auditors see it: secrets removed wherever they stand, also as the value of a PATCH operation whose path
 * names one. What holds none is kept as it is, without being copied.
 */
export const recordRequest = (method: string, path: string, body: Json | undefined): RecordedRequest => ({
  method,
  path: withoutSecretParameters(path),
  ...(body !== undefined && { body: withoutSecrets(body, 0) }),
});

function withoutSecrets(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MOST_DEPTH) return TOO_DEEP;
  return Array.isArray(value) ? cleanList(value, depth) : cleanObject(value as JsonObject, depth);
}

function cleanList(list: readonly Json[], depth: number): readonly Json[] {
  let cleaned: Json[] | undefined;
  for (const [index, element] of list.entries()) {
    const clean = withoutSecrets(element, depth + 1);
    if (clean === element) continue;
    cleaned ??= [...list];
    cleaned[index] = clean;
  }
  return cleaned ?? list;
}

function cleanObject(object: JsonObject, depth: number): JsonObject {
  const keys = Object.keys(object);
  const namesSecret = keys.some((key) => key.toLowerCase() === 'path' && isSecretName(object[key]));
  const changed = new Map<string, Json>();
  for (const key of keys) {
    const value = object[key] ?? null;
    const isSecret = SECRET.test(key) || (namesSecret && key.toLowerCase() === 'value');
    const clean = isSecret && value !== null ? REMOVED : withoutSecrets(value, depth + 1);
    if (clean !== value) changed.set(key, clean);
  }
  if (changed.size === 0) return object;
  // fromEntries defines own properties, so a key called __proto__ stays a mere key.
  return Object.fromEntries(keys.map((key) => [key, changed.has(key) ? changed.get(key) : object[key]])) as JsonObject;
}

const isSecretName = (value: Json | undefined): boolean => typeof value === 'string' && SECRET.test(value.trim());

const withoutSecretParameters = (path: string): string =>
  path.length > 2000 ? `${path.slice(0, 2000)}…` : path.replace(/([?&](?:access_)?token=)[^&]*/gi, `$1${REMOVED}`);
