import { badRequest } from '../errors/scim-error.ts';
import { compileElementFilter } from '../filter/compile-element-filter.ts';
import { FILTER_LIMITS } from '../filter/filter-syntax.ts';
import { parseValueFilter } from '../filter/parse-filter.ts';
import type { NameTarget, ResourceType } from '../schema/resource-type.ts';
import type { PatchTarget } from './patch-operation.ts';

export type ParsedPath =
  | { readonly kind: 'target'; readonly target: PatchTarget }
  | Exclude<NameTarget, { readonly kind: 'attribute' }>;

/**
 * Parses `attribute`, `attribute.sub`, `attribute[filter]` and `attribute[filter].sub`, in any case and optionally
 * URN-qualified (RFC 7644 §3.5.2), in linear time.
 * @throws ScimError 400 invalidPath; FilterError for the part in brackets
 */
export function parsePatchPath(type: ResourceType, path: string): ParsedPath {
  if (path.length > FILTER_LIMITS.length) throw invalidPath(path, 'it is too long');
  const bracket = path.indexOf('[');
  const name = (bracket < 0 ? path : path.slice(0, bracket)).trim();
  const found = type.find(name);
  if (!found) throw invalidPath(path, `a ${type.name} has no such attribute`);
  if (found.kind !== 'attribute') {
    if (bracket >= 0) throw invalidPath(path, 'a schema has no elements to filter');
    return found;
  }
  const { attribute } = found;
  if (bracket < 0) {
    const { parent } = attribute;
    return { kind: 'target', target: parent ? { attribute: parent, sub: attribute } : { attribute } };
  }
  if (!attribute.multiValued)
    throw invalidPath(path, `${attribute.label} has one value, so there is nothing to filter`);
  const { filter, end } = parseValueFilter(path, bracket + 1);
  const elements = { filter, condition: compileElementFilter(attribute, filter) };
  const rest = path.slice(end + 1).trim();
  if (rest === '') {
    const { parent } = attribute;
    const target = parent ? { attribute: parent, sub: attribute, subElements: elements } : { attribute, elements };
    return { kind: 'target', target };
  }
  const sub = rest.startsWith('.') ? attribute.subAttributes.get(rest.slice(1).toLowerCase()) : undefined;
  if (!sub) throw invalidPath(path, `${attribute.label} has no sub-attribute ${JSON.stringify(rest.slice(0, 80))}`);
  return { kind: 'target', target: { attribute, elements, sub } };
}

function invalidPath(path: string, problem: string) {
  const shown = path.length > 120 ? `${path.slice(0, 117)}…` : path;
  return badRequest('invalidPath', `The path ${JSON.stringify(shown)} cannot be used: ${problem}`);
}
