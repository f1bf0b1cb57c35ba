import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue } from '../errors/scim-error.ts';
import type { QueryParameters, ScimCall, ScimHandler } from '../protocol/scim-call.ts';
import { isObject } from '../resource/tidy-list.ts';
import { SEARCH_REQUEST } from '../schema/schema-urns.ts';

const LISTS: readonly string[] = ['attributes', 'excludedattributes'];
const NUMBERS: readonly string[] = ['startindex', 'count'];
const TEXTS: readonly string[] = ['filter', 'sortby', 'sortorder', 'cursor'];

/** Keeps large numbers in plain digits. */
const FARTHEST = Number.MAX_SAFE_INTEGER;

/** `POST …/.search` asks what a GET with the same parameters would (RFC 7644 §3.4.3). */
export const search =
  (list: ScimHandler): ScimHandler =>
  (call: ScimCall) =>
    list({ ...call, query: readSearchRequest(call.body) });

/**
 * The parameters of a SearchRequest. Names match in any case, null is as good as absent, and `schemas` may be missing.
 * @throws ScimError 400 invalidSyntax unless it is a SearchRequest, invalidValue for a parameter of another type
 */
export function readSearchRequest(body: Json | undefined): QueryParameters {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be a JSON object: a SearchRequest');
  assertSchema(body);
  const parameters = new Map<string, string>();
  for (const [key, value] of Object.entries(body)) {
    const name = key.toLowerCase();
    const text = value === null ? undefined : readParameter(name, key, value);
    if (text === undefined) continue;
    if (parameters.has(name)) throw badRequest('invalidSyntax', `${key} is given twice`);
    parameters.set(name, text);
  }
  return { get: (name) => parameters.get(name.toLowerCase()) ?? null };
}

function assertSchema(body: JsonObject): void {
  const key = Object.keys(body).find((name) => name.toLowerCase() === 'schemas');
  const schemas = key === undefined ? null : body[key];
  if (schemas === null || schemas === undefined) return;
  const isSearch = (schema: Json) =>
    typeof schema === 'string' && schema.toLowerCase() === SEARCH_REQUEST.toLowerCase();
  if (!Array.isArray(schemas) || !schemas.some(isSearch)) {
    throw badRequest('invalidSyntax', `schemas must be ["${SEARCH_REQUEST}"]`);
  }
}

/** As it would stand in a URL; undefined for what is no parameter of a search. */
function readParameter(name: string, key: string, value: Json): string | undefined {
  if (LISTS.includes(name)) {
    if (Array.isArray(value) && value.every((element: Json) => typeof element === 'string')) return value.join(',');
    throw invalidValue(`${key} must be a list of attribute names`);
  }
  if (NUMBERS.includes(name)) {
    if (typeof value === 'number' && Number.isInteger(value)) return String(Math.max(-1, Math.min(value, FARTHEST)));
    throw invalidValue(`${key} must be a whole number`);
  }
  if (!TEXTS.includes(name)) return undefined;
  if (typeof value === 'string') return value;
  throw invalidValue(`${key} must be a string`);
}
