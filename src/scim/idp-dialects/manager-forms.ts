import type { Json } from '../../domain/provisioning/directory-user.ts';
import { isObject } from '../resource/tidy-list.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/**
 * Entra sends a single complex value that refers to somebody (`manager`) as the bare id, as a list of one reference (its
 * documentation's example), or as `""` for nobody, be it within the reference. Null stands for unset.
 */
export function readReferenceForms(attribute: AttributeDefinition, value: Json): Json {
  if (!attribute.subAttributes.has('value')) return value;
  if (Array.isArray(value)) return value.length > 1 ? value : asReference(value[0] ?? null);
  return asReference(value);
}

/** A reference that says it refers to nobody. */
export const isNobody = (value: Json): boolean =>
  value === '' ||
  (isObject(value) && Object.entries(value).some(([name, own]) => name.toLowerCase() === 'value' && own === ''));

function asReference(value: Json): Json {
  if (isNobody(value)) return null;
  return typeof value === 'string' ? { value } : value;
}
