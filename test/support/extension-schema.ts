import type { ExtensionAttribute, ExtensionSchema } from '../../src/domain/provisioning/extension-schema.ts';

/** An attribute with the defaults of RFC 7643 §2.2. */
export const attribute = (name: string, changes: Partial<ExtensionAttribute> = {}): ExtensionAttribute => ({
  name,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  filterable: true,
  ...changes,
});

export const HR = 'urn:acme:params:scim:schemas:hr:2.0:User';

export const schema = (
  attributes: readonly ExtensionAttribute[],
  changes: Partial<ExtensionSchema> = {},
): ExtensionSchema => ({ id: HR, name: 'HR', resourceType: 'User', required: false, attributes, ...changes });

let revisions = 0;
/** What a connection record holds. */
export const declared = (...schemas: readonly ExtensionSchema[]) => ({
  extensionSchemas: { revision: `test-${process.pid}-${++revisions}`, schemas },
});
