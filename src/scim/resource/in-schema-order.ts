import type { Json, JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { fits } from './fits.ts';
import { isObject } from './tidy-list.ts';

type Definitions = ReadonlyMap<string, AttributeDefinition>;

/**
 * Stored attributes in the order their schemas define them, extensions last. Engines keep the keys of a document in
 * orders of their own; a resource reads the same on all of them, and after every change.
 */
export function inSchemaOrder(type: ResourceType, attributes: JsonObject): JsonObject {
  const ordered = orderedObject(type.attributes, attributes);
  for (const [schema, definitions] of type.extensionAttributes) {
    const extension = attributes[schema];
    if (extension === undefined) continue;
    const shown = isObject(extension) ? orderedObject(definitions, extension) : extension;
    if (!isObject(shown) || Object.keys(shown).length > 0) ordered[schema] = shown;
  }
  return ordered;
}

function orderedObject(definitions: Definitions, object: JsonObject): Record<string, Json> {
  const ordered: Record<string, Json> = {};
  for (const definition of definitions.values()) {
    const value = object[definition.name];
    if (value !== undefined && isShown(definition, value)) ordered[definition.name] = orderedValue(definition, value);
  }
  return ordered;
}

/**
 * What is never returned is not, and neither is what does not fit an extension as it is declared now: a process that did
 * not know of a change yet may have written it.
 */
const isShown = (definition: AttributeDefinition, value: Json): boolean =>
  definition.extension === undefined ||
  (!definition.workedOut && definition.returned !== 'never' && fits(definition, value));

function orderedValue({ subAttributes }: AttributeDefinition, value: Json): Json {
  if (subAttributes.size === 0 || typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return orderedObject(subAttributes, value as JsonObject);
  return value.map((element: Json) => (isObject(element) ? orderedObject(subAttributes, element) : element));
}
