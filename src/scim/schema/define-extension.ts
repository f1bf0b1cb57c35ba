import {
  type ExtensionAttribute,
  type ExtensionSchema,
  ignoresCase,
} from '../../domain/provisioning/extension-schema.ts';
import type { AttributeDefinition } from './attribute-definition.ts';

const NOT_FILTERABLE = 'was declared as not filterable: neither filters nor sortBy can name it';

const HAS_CASE: ReadonlySet<string> = new Set(['string', 'reference', 'binary']);

/** The attributes of an extension schema an administrator declared, by lower-case name, in their order. */
export const defineExtension = ({ id, attributes }: ExtensionSchema): ReadonlyMap<string, AttributeDefinition> =>
  new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), defineTop(id, attribute)]));

function defineTop(schema: string, declared: ExtensionAttribute): AttributeDefinition {
  const subAttributes = new Map<string, AttributeDefinition>();
  const top: AttributeDefinition = {
    ...characteristics(declared),
    path: [schema, declared.name],
    extension: schema,
    subAttributes,
    label: `${schema}:${declared.name}`,
  };
  for (const sub of declared.subAttributes ?? []) {
    const definition: AttributeDefinition = {
      ...characteristics(sub),
      path: [schema, declared.name, sub.name],
      extension: schema,
      parent: top,
      subAttributes: new Map(),
      label: `${schema}:${declared.name}.${sub.name}`,
    };
    subAttributes.set(sub.name.toLowerCase(), Object.freeze(definition));
  }
  return Object.freeze(top);
}

const characteristics = (declared: ExtensionAttribute) => ({
  name: declared.name,
  type: declared.type,
  multiValued: declared.multiValued,
  required: declared.required,
  caseExact: HAS_CASE.has(declared.type) && !ignoresCase(declared),
  mutability: declared.mutability,
  returned: declared.returned,
  ...(!declared.filterable && { unfilterable: NOT_FILTERABLE }),
});
