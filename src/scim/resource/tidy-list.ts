import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';

/**
 * A multi-valued attribute as it may be stored: no value twice, and at most one `primary` (RFC 7643 §2.4). The first one
 * keeps both. Linear in the list.
 */
export function tidyList(list: readonly Json[]): Json[] {
  const seen = new Set<string>();
  const kept: Json[] = [];
  let hasPrimary = false;
  for (const element of list) {
    const key = identityOf(element);
    if (seen.has(key)) continue;
    seen.add(key);
    const isPrimary = isObject(element) && element.primary === true;
    kept.push(isPrimary && hasPrimary ? { ...element, primary: false } : element);
    hasPrimary ||= isPrimary;
  }
  return kept;
}

/** Equal for equal values, whatever the order of their keys. */
export function identityOf(value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${identityOf(value[key] ?? null)}`).join(',')}}`;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
