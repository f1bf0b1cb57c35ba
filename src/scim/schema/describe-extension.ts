import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import {
  type ExtensionAttribute,
  type ExtensionSchema,
  hasCase,
  ignoresCase,
} from '../../domain/provisioning/extension-schema.ts';

/** An extension schema an administrator declared, as RFC 7643 §7 represents schemas; `meta` is left to the caller. */
export const describeExtension = ({ id, name, description, attributes }: ExtensionSchema): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  ...(description !== undefined && { description }),
  attributes: attributes.map(describeAttribute),
});

function describeAttribute(attribute: ExtensionAttribute): JsonObject {
  const { canonicalValues, referenceTypes, subAttributes } = attribute;
  return {
    name: attribute.name,
    type: attribute.type,
    multiValued: attribute.multiValued,
    ...(attribute.description !== undefined && { description: attribute.description }),
    required: attribute.required,
    ...(canonicalValues && canonicalValues.length > 0 && { canonicalValues }),
    ...(referenceTypes && referenceTypes.length > 0 && { referenceTypes }),
    caseExact: hasCase(attribute) && !ignoresCase(attribute),
    mutability: attribute.mutability,
    returned: attribute.returned,
    uniqueness: attribute.uniqueness,
    ...(subAttributes && subAttributes.length > 0 && { subAttributes: subAttributes.map(describeAttribute) }),
  };
}
