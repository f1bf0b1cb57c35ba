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
  for (let index = 0; index < list.length; index++) {
    const element = list[index] ?? null;
    if (typeof element !== 'object') continue;
    const clean = withoutSecrets(element, depth + 1);
    if (clean === element) continue;
    cleaned ??= [...list];
    cleaned[index] = clean;
  }
  return cleaned ?? list;
}

function cleanObject(object: JsonObject, depth: number): JsonObject {
  let changed: Map<string, Json> | undefined;
  const namesSecret = pathIsSecret(object);
  for (const key in object) {
    const value = object[key] ?? null;
    if (value === null) continue;
    const isSecret = isSecretKey(key) || (namesSecret && key.toLowerCase() === 'value');
    if (!isSecret && typeof value !== 'object') continue;
    const clean = isSecret ? REMOVED : withoutSecrets(value, depth + 1);
    if (clean === value) continue;
    changed ??= new Map();
    changed.set(key, clean);
  }
  if (changed === undefined) return object;
  const cleaned = changed;
  // fromEntries defines own properties, so a key called __proto__ stays a mere key.
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, cleaned.has(key) ? cleaned.get(key) : value]),
  ) as JsonObject;
}

function pathIsSecret(object: JsonObject): boolean {
  for (const key in object) if (isPath(key) && isSecretName(object[key])) return true;
  return false;
}

const isPath = (key: string): boolean => key.length === 4 && key.toLowerCase() === 'path';

/** The elements of a list repeat few names: what was said of them is remembered. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 1_000;

function isSecretKey(key: string): boolean {
  let isSecret = known.get(key);
  if (isSecret === undefined) {
    isSecret = SECRET.test(key);
    if (known.size >= MOST_KNOWN) known.clear();
    if (key.length < 200) known.set(key, isSecret);
  }
  return isSecret;
}

const isSecretName = (value: Json | undefined): boolean => typeof value === 'string' && SECRET.test(value.trim());

const withoutSecretParameters = (path: string): string =>
  path.length > 2000 ? `${path.slice(0, 2000)}…` : path.replace(/([?&](?:access_)?token=)[^&]*/gi, `$1${REMOVED}`);
