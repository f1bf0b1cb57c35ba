import type { Types } from 'scimmy';
import type { AttributeDefinition, Mutability, Returned } from './attribute-definition.ts';

/**
 * Freezes one scimmy attribute into the form request handling reads: scimmy keeps its configuration behind proxies that
 * cost too much per request and can still be changed.
 */
export function defineAttribute(source: InstanceType<typeof Types.Attribute>, extension?: string): AttributeDefinition {
  const top = freeze(source, extension === undefined ? [source.name] : [extension, source.name], extension);
  const subAttributes = top.subAttributes as Map<string, AttributeDefinition>;
  for (const sub of source.subAttributes ?? []) {
    const definition = freeze(sub, [...top.path, sub.name], extension, top);
    subAttributes.set(sub.name.toLowerCase(), Object.freeze(definition));
  }
  return Object.freeze(top);
}

function freeze(
  source: InstanceType<typeof Types.Attribute>,
  path: readonly [string, ...string[]],
  extension: string | undefined,
  parent?: AttributeDefinition,
): AttributeDefinition {
  const { config } = source;
  const local = parent ? `${parent.name}.${source.name}` : source.name;
  return {
    name: source.name,
    type: source.type as AttributeDefinition['type'],
    multiValued: config.multiValued === true,
    required: config.required === true,
    caseExact: config.caseExact === true,
    mutability: mutabilityOf(source),
    returned: returnedOf(source),
    path,
    ...(extension === undefined ? {} : { extension }),
    ...(parent ? { parent } : {}),
    subAttributes: new Map(),
    label: extension === undefined ? local : `${extension}:${local}`,
  };
}

function mutabilityOf({ config }: InstanceType<typeof Types.Attribute>): Mutability {
  if (typeof config.mutable === 'string') return config.mutable as Mutability;
  if (config.mutable === false) return 'readOnly';
  return config.direction === 'in' ? 'writeOnly' : 'readWrite';
}

function returnedOf({ config }: InstanceType<typeof Types.Attribute>): Returned {
  if (typeof config.returned === 'string') return config.returned as Returned;
  return config.returned === false ? 'never' : 'default';
}
