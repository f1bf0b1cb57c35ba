import type { Json } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import { isObject } from './tidy-list.ts';

/**
 * Whether two canonical values of an attribute mean the same: texts by the attribute's case rule, several values in any
 * order (RFC 7643 §2.4: they have none), of complex values each sub-attribute by its own rule.
 */
export function isSameValue(attribute: AttributeDefinition, one: Json | undefined, other: Json | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return wordingOf(attribute, one) === wordingOf(attribute, other);
}

/** Equal for values that mean the same, and for no others. */
function wordingOf(attribute: AttributeDefinition, value: Json): string {
  if (Array.isArray(value)) {
    return `[${value
      .map((element: Json) => wordingOf(attribute, element))
      .sort()
      .join(',')}]`;
  }
  if (isObject(value)) {
    const parts = Object.keys(value).sort();
    return `{${parts.map((key) => `${JSON.stringify(key)}:${partOf(attribute, key, value[key] ?? null)}`).join(',')}}`;
  }
  return JSON.stringify(typeof value === 'string' && !attribute.caseExact ? foldCase(value) : value);
}

function partOf(attribute: AttributeDefinition, key: string, value: Json): string {
  const sub = attribute.subAttributes.get(key.toLowerCase());
  return sub === undefined ? JSON.stringify(value) : wordingOf(sub, value);
}
