import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { badRequest, invalidValue } from '../errors/scim-error.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { coerceValue } from './coerce-value.ts';
import { isObject } from './tidy-list.ts';

/** Attributes in canonical form, extensions under their URN. Keys are only ever taken from schema definitions. */
export type CanonicalResource = Record<string, Json>;

/**
 * The client-settable attributes of a POST or PUT body in canonical form. Names match in any case and may be qualified or
 * dotted. Left out: what is unknown, unset, read-only (`id`, `meta`, `groups`), `schemas`, `password` (checked, never
 * kept) and the attributes in `apart`, which the caller reads itself. What declared extensions require is not asked here:
 * see requireExtensions.
 * @throws ScimError 400 invalidSyntax unless it is an object, invalidValue naming a wrong or missing attribute
 */
export function readResource(type: ResourceType, body: Json | undefined, apart?: string): CanonicalResource {
  if (!isObject(body)) throw badRequest('invalidSyntax', `The body must be a JSON object that holds a ${type.name}`);
  const resource: CanonicalResource = {};
  readAttributes(type, body, resource, apart);
  for (const attribute of type.attributes.values()) requireValue(attribute, resource[attribute.name]);
  return resource;
}

/**
 * Checks that a resource has what is required by the extensions declared for its type. Not to be asked of somebody who is
 * switched off: nobody stays because of a cost centre that is missing.
 * @throws ScimError 400 invalidValue naming what is missing
 */
export function requireExtensions(type: ResourceType, attributes: JsonObject): void {
  for (const { id } of type.declared) requireExtension(type, id, attributes[id]);
}

/**
 * Checks that the value of a declared extension has what is required of it, sub-attributes too.
 * @throws ScimError 400 invalidValue naming what is missing
 */
export function requireExtension(type: ResourceType, schema: string, extension: Json | undefined): void {
  const isRequired = type.declared.some(({ id, required }) => required && id === schema);
  if (isRequired && extension === undefined) throw invalidValue(`${schema} is required of every ${type.name}`);
  if (!isObject(extension)) return;
  for (const attribute of type.extensionAttributes.get(schema)?.values() ?? []) {
    const value = extension[attribute.name];
    requireValue(attribute, value);
    for (const element of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      if (!isObject(element)) continue;
      for (const sub of attribute.subAttributes.values()) requireValue(sub, element[sub.name]);
    }
  }
}

/** Whether a body says anything of an extension, be it that there is nothing. */
export const mentionsExtension = (type: ResourceType, body: Json | undefined, schema: string): boolean =>
  isObject(body) &&
  Object.keys(body).some((key) => {
    const target = type.find(key);
    return target?.kind === 'attribute'
      ? target.attribute.extension === schema
      : target?.kind === 'extension' && target.schema === schema;
  });

/** Only what clients can set is kept: `schemas` follows from the attributes in use. */
export const isKept = (attribute: AttributeDefinition): boolean =>
  attribute.mutability !== 'readOnly' && attribute.mutability !== 'writeOnly' && attribute.label !== 'schemas';

function requireValue(attribute: AttributeDefinition, value: Json | undefined): void {
  if (!attribute.required || !isKept(attribute)) return;
  if (value === undefined || (typeof value === 'string' && value.trim() === '')) {
    throw invalidValue(`${attribute.label} is required`);
  }
}

function readAttributes(
  type: ResourceType,
  body: JsonObject,
  resource: CanonicalResource,
  apart: string | undefined,
): void {
  for (const key of Object.keys(body)) {
    const value = body[key];
    const target = value === null || value === undefined ? undefined : type.find(key);
    if (!target || value === undefined) continue;
    if (target.kind === 'attribute') {
      if (target.attribute.name !== apart) assign(resource, target.attribute, value);
    } else {
      readSchemaObject(type, target.kind === 'core' ? type.schema : target.schema, value, resource, apart);
    }
  }
}

/** An extension's attributes under its URN, and the core ones where a client nests them under theirs. */
function readSchemaObject(
  type: ResourceType,
  schema: string,
  value: Json,
  resource: CanonicalResource,
  apart: string | undefined,
): void {
  if (value === '') return;
  for (const [key, raw] of Object.entries(requireObject(schema, value))) {
    const target = type.find(`${schema}:${key}`);
    if (target?.kind === 'attribute' && target.attribute.name !== apart) assign(resource, target.attribute, raw);
  }
}

function requireObject(name: string, value: Json): JsonObject {
  if (!isObject(value)) throw invalidValue(`${name} must be an object`);
  return value;
}

function assign(resource: CanonicalResource, attribute: AttributeDefinition, raw: Json): void {
  if (attribute.mutability === 'readOnly' || attribute.label === 'schemas') return;
  const value = coerceValue(attribute, raw);
  if (value === undefined || !isKept(attribute)) return;
  const { extension, parent } = attribute;
  const root = extension === undefined ? resource : objectAt(resource, extension);
  if (!parent) root[attribute.name] = value;
  else if (!parent.multiValued && isKept(parent)) objectAt(root, parent.name)[attribute.name] = value;
}

/** The object under a key, made when missing; only ever called on objects this module built. */
function objectAt(container: CanonicalResource, key: string): CanonicalResource {
  const existing = container[key];
  if (isObject(existing)) return existing as CanonicalResource;
  const made: CanonicalResource = {};
  container[key] = made;
  return made;
}
