import { invalidValue } from '../errors/scim-error.ts';
import type { QueryParameters } from '../protocol/scim-call.ts';

const KNOWN: ReadonlySet<string> = new Set([
  ...['filter', 'sortby', 'sortorder', 'startindex', 'count', 'cursor', 'attributes', 'excludedattributes'],
]);

/**
 * The parameters of a URL, by names in any case as in a search by POST: a `Filter` that was passed over would list
 * everybody. Names nobody knows are passed over.
 * @throws ScimError 400 invalidValue when one is given twice with different values, as nobody can tell which is meant
 */
export function readQueryParameters(text: string): QueryParameters {
  const parameters = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(text)) {
    const name = key.toLowerCase();
    if (!KNOWN.has(name)) continue;
    if ((parameters.get(name) ?? value) !== value) throw invalidValue(`${key} is given twice, with different values`);
    parameters.set(name, value);
  }
  return { get: (name) => parameters.get(name.toLowerCase()) ?? null };
}
