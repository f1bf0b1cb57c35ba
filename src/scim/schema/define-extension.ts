import {
  type ExtensionAttribute,
  type ExtensionSchema,
  hasCase,
  ignoresCase,
} from '../../domain/provisioning/extension-schema.ts';
import type { AttributeDefinition } from './attribute-definition.ts';
import { provisioningExtension, provisioningRules } from './provisioning-extension.ts';

const NOT_FILTERABLE = 'was declared as not filterable: neither filters nor sortBy can name it';
const SEVERAL_IN_SEVERAL = 'has several values in each of several: neither filters nor sortBy can name it';

/** The attributes of an extension schema, by lower-case name, in their order. */
export function defineExtension(schema: ExtensionSchema): ReadonlyMap<string, AttributeDefinition> {
  const rules = schema === provisioningExtension ? provisioningRules : {};
  return new Map(
    schema.attributes.map((declared) => [
      declared.name.toLowerCase(),
      defineTop(schema.id, declared, rules[declared.name] ?? {}),
    ]),
  );
}

function defineTop(
  schema: string,
  declared: ExtensionAttribute,
  rules: Partial<AttributeDefinition>,
): AttributeDefinition {
  const subAttributes = new Map<string, AttributeDefinition>();
  const top: AttributeDefinition = {
    ...characteristics(declared),
    ...rules,
    path: [schema, declared.name],
    extension: schema,
    subAttributes,
    label: `${schema}:${declared.name}`,
  };
  for (const sub of declared.subAttributes ?? []) {
    const definition: AttributeDefinition = {
      ...characteristics(sub),
      ...(sub.multiValued && top.multiValued && { unfilterable: SEVERAL_IN_SEVERAL }),
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
  caseExact: hasCase(declared) && !ignoresCase(declared),
  mutability: declared.mutability,
  returned: declared.returned,
  ...(!declared.filterable && { unfilterable: NOT_FILTERABLE }),
});
