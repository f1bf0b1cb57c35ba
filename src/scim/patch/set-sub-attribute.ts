import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import { isSameValue } from '../resource/same-value.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/** Writes (or, with undefined, removes) one sub-attribute of a complex value or element, in place. */
export function setSub(complex: Record<string, Json>, sub: AttributeDefinition, value: Json | undefined): void {
  const after = keepImmutable(sub, complex[sub.name], value);
  if (after === undefined) delete complex[sub.name];
  else complex[sub.name] = after;
}

/**
 * What an attribute becomes: `after`, or of an immutable one that is set what it is, when `after` means the same.
 * @throws ScimError 400 mutability when an immutable attribute that has a value would get another or lose it
 */
export function keepImmutable(
  attribute: AttributeDefinition,
  before: Json | undefined,
  after: Json | undefined,
): Json | undefined {
  if (attribute.mutability !== 'immutable' || before === undefined) return after;
  if (isSameValue(attribute, before, after)) return before;
  throw badRequest('mutability', `${attribute.label} cannot be changed once it is set`);
}

/**
 * Whether what an operation would unset is left as it is: what is required stays where a value merely mentions it.
 * @throws ScimError 400 mutability when a path names it (RFC 7644 §3.5.2.2)
 */
export function isKeptRequired(attribute: AttributeDefinition, isExplicit: boolean): boolean {
  if (!attribute.required) return false;
  if (isExplicit) throw badRequest('mutability', `${attribute.label} is required and cannot be removed`);
  return true;
}
