import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/**
 * Entra sends a single complex value that refers to somebody (`manager`) as the bare id, as a list of one reference (its
 * documentation's example), or as `""` for nobody. Null stands for unset.
 */
export function readReferenceForms(attribute: AttributeDefinition, value: Json): Json {
  if (!attribute.subAttributes.has('value')) return value;
  if (Array.isArray(value)) return value.length > 1 ? value : asReference(value[0] ?? null);
  return asReference(value);
}

function asReference(value: Json): Json {
  if (typeof value !== 'string') return value;
  return value === '' ? null : { value };
}
