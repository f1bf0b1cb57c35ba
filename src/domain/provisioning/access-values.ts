import { foldCase } from '../text/fold-case.ts';
import type { Json, JsonObject } from './directory-user.ts';

/** The attributes of a user whose values mappings may name, besides the groups the user is in. */
export const ACCESS_ATTRIBUTES = ['roles', 'entitlements'] as const;
export type AccessAttribute = (typeof ACCESS_ATTRIBUTES)[number];

/** The values a user has in one of these, folded. */
export function accessValues(attributes: JsonObject, attribute: AccessAttribute): ReadonlySet<string> {
  const list = attributes[attribute];
  return new Set((Array.isArray(list) ? (list as readonly Json[]) : []).flatMap(textOf));
}

function textOf(element: Json): string[] {
  const isComplex = typeof element === 'object' && element !== null && !Array.isArray(element);
  const value = isComplex ? (element as JsonObject).value : element;
  return typeof value === 'string' ? [foldCase(value)] : [];
}

/** Whether a user has other such values after a change; `lost`: some are gone. Undefined: they are the same. */
export function changeOfAccess(before: JsonObject, after: JsonObject): 'gained' | 'lost' | undefined {
  let change: 'gained' | 'lost' | undefined;
  for (const attribute of ACCESS_ATTRIBUTES) {
    const [old, wanted] = [accessValues(before, attribute), accessValues(after, attribute)];
    if ([...old].some((value) => !wanted.has(value))) return 'lost';
    if ([...wanted].some((value) => !old.has(value))) change = 'gained';
  }
  return change;
}
