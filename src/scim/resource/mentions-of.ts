import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { AttributeDefinition } from '../schema/attribute-definition.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { isObject } from './tidy-list.ts';

/** Whether a body says something of an attribute of an extension, be it that there is nothing. */
export type Mentions = (attribute: AttributeDefinition) => boolean;

const isNothing = (value: Json | undefined): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * What a PUT body names, as far as that matters: where a GET shows everything, leaving out says enough. To name an attribute or an extension as nothing is to name all that is below it; a sub-attribute of
 * a list is named where an element says that it has none of it.
 */
export function mentionsOf(type: ResourceType, body: Json | undefined): Mentions {
  if (type.ruled.unseen.length === 0) return () => false;
  const schemas = new Set<string>();
  const attributes = new Set<AttributeDefinition>();
  const mention = (name: string, value: Json | undefined): void => {
    const target = type.find(name);
    if (target?.kind === 'attribute') mentionAttribute(attributes, target.attribute, value);
    if (target?.kind !== 'extension') return;
    if (isNothing(value)) schemas.add(target.schema);
    if (isObject(value)) for (const key of Object.keys(value)) mention(`${target.schema}:${key}`, value[key]);
  };
  if (isObject(body)) for (const key of Object.keys(body)) mention(key, body[key]);
  return (attribute) =>
    attributes.has(attribute) || (attribute.extension !== undefined && schemas.has(attribute.extension));
}

function mentionAttribute(
  mentioned: Set<AttributeDefinition>,
  attribute: AttributeDefinition,
  value: Json | undefined,
): void {
  mentioned.add(attribute);
  if (isNothing(value)) for (const sub of attribute.subAttributes.values()) mentioned.add(sub);
  for (const element of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
    for (const [key, inner] of isObject(element) ? Object.entries(element) : []) {
      const sub = attribute.subAttributes.get(key.toLowerCase());
      if (sub && (!attribute.multiValued || isNothing(inner))) mentioned.add(sub);
    }
  }
}
