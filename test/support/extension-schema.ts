import type { ExtensionAttribute, ExtensionSchema } from '../../src/domain/provisioning/extension-schema.ts';

export { extensionAttribute as attribute } from '../../src/domain/provisioning/extension-schema.ts';

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
