import type { Json } from '../../domain/provisioning/directory-user.ts';

/**
 * Entra sends a single complex value that refers to somebody (`manager`) as the bare id, as a list of one reference (its
 * documentation's example), or as `""` for nobody. Null stands for unset.
 */
export function readReferenceForms(value: Json): Json {
  if (Array.isArray(value)) return value.length > 1 ? value : readReferenceForms(value[0] ?? null);
  if (typeof value === 'string') return value === '' ? null : { value };
  return value;
}
