import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest } from '../errors/scim-error.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { keepUnseen } from './keep-unseen.ts';
import type { Mentions } from './mentions-of.ts';
import { requireExtension } from './read-resource.ts';
import { isSameValue } from './same-value.ts';
import { isObject } from './tidy-list.ts';

/**
 * The attributes of a resource after a PUT: those it gives, and of extensions what a client cannot take away by leaving it
 * out: read-only values, immutable ones, what is stored of attributes that are declared no longer, and what no GET shows
 * unless it is asked for. The last can be unset by its name.
 * @throws ScimError 400 mutability when an immutable attribute would get another value (RFC 7644 §3.5.1)
 */
export function keptOnReplace(
  type: ResourceType,
  before: JsonObject,
  given: JsonObject,
  mentions: Mentions,
): JsonObject {
  let after: Record<string, Json> | undefined;
  for (const schema of Object.keys(before)) {
    const stored = schema.startsWith('urn:') ? before[schema] : undefined;
    if (!isObject(stored)) continue;
    const own = given[schema];
    const kept = keptOf(type.extensionAttributes.get(schema), stored, isObject(own) ? own : {});
    if (Object.keys(kept).length === 0) continue;
    after ??= { ...given };
    after[schema] = { ...(isObject(own) ? own : {}), ...kept };
  }
  if (type.ruled.unseen.length > 0) after = keepUnseen(type, before, after ?? given, mentions);
  assertImmutable(type, before, after ?? given);
  return after ?? given;
}

function keptOf(
  definitions: ReadonlyMap<string, AttributeDefinition> | undefined,
  stored: JsonObject,
  given: JsonObject,
): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(stored)) {
    const definition = definitions?.get(name.toLowerCase());
    const isDeclared = definition?.name === name;
    if (!isDeclared || isUnsettable(definition)) {
      if (given[name] === undefined || (definition && isSameValue(definition, value, given[name]))) kept[name] = value;
    } else if (!definition.multiValued && isObject(value)) {
      const complex = withUnsettable(definition, value, given[name]);
      if (complex !== undefined && complex !== given[name]) kept[name] = complex;
    }
  }
  return kept;
}

const isUnsettable = ({ mutability }: AttributeDefinition): boolean =>
  mutability === 'readOnly' || mutability === 'immutable';

/**
 * A complex value with what of the stored one cannot be taken away; all of the stored one where that alone would lack what
 * is required of it.
 */
function withUnsettable(
  definition: AttributeDefinition,
  stored: JsonObject,
  given: Json | undefined,
): Json | undefined {
  if (given !== undefined && !isObject(given)) return given;
  const kept: Record<string, Json> = {};
  for (const sub of definition.subAttributes.values()) {
    const [value, own] = [stored[sub.name], given?.[sub.name]];
    if (value === undefined || !isUnsettable(sub)) continue;
    if (own === undefined || isSameValue(sub, value, own)) kept[sub.name] = value;
  }
  if (Object.keys(kept).length === 0) return given;
  if (given !== undefined) return { ...given, ...kept };
  const isShort = [...definition.subAttributes.values()].some(({ required, name }) => required && !(name in kept));
  return isShort ? stored : kept;
}

/**
 * Checks what a PATCH made of a resource: immutable attributes keep the value they have, and an extension it changed has
 * what is required of it, unless the resource is `off` by then. What was incomplete before and is left alone is no reason to
 * refuse a change.
 * @throws ScimError 400 mutability, invalidValue
 */
export function assertSettled(
  type: ResourceType,
  before: JsonObject,
  after: JsonObject,
  off = after.active === false,
): void {
  assertImmutable(type, before, after);
  // Nobody stays because of a cost centre that is missing.
  if (off) return;
  for (const { id } of type.declared) {
    if (!isDeepStrictEqual(before[id], after[id])) requireExtension(type, id, after[id]);
  }
}

function assertImmutable(type: ResourceType, before: JsonObject, after: JsonObject): void {
  for (const attribute of type.ruled.immutable) {
    const value = valueAt(before, attribute.path);
    if (value !== undefined && !isSameValue(attribute, value, valueAt(after, attribute.path))) {
      throw badRequest('mutability', `${attribute.label} cannot be changed once it is set`);
    }
  }
}

function valueAt(resource: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = resource;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return value;
}
