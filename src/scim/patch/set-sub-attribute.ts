import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import { identityOf } from '../resource/tidy-list.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';

/** Writes (or, with undefined, removes) one sub-attribute of a complex value or element, in place. */
export function setSub(complex: Record<string, Json>, sub: AttributeDefinition, value: Json | undefined): void {
  assertMutable(sub, complex[sub.name], value);
  if (value === undefined) delete complex[sub.name];
  else complex[sub.name] = value;
}

/** Adds the sub-attributes of one element to those of another, in place. @throws ScimError 400 mutability */
export function mergeSubs(list: AttributeDefinition, element: Record<string, Json>, added: JsonObject): void {
  for (const sub of list.subAttributes.values()) {
    const value = added[sub.name];
    if (value !== undefined) setSub(element, sub, value);
  }
}

/** @throws ScimError 400 mutability when an immutable attribute that has a value would get another or lose it */
export function assertMutable(attribute: AttributeDefinition, before: Json | undefined, after: Json | undefined): void {
  if (attribute.mutability !== 'immutable' || before === undefined) return;
  if (after !== undefined && identityOf(before) === identityOf(after)) return;
  throw badRequest('mutability', `${attribute.label} cannot be changed once it is set`);
}
