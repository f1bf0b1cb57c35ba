import { ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../schema/schema-urns.ts';

const aliases: Readonly<Record<string, readonly string[]>> = {
  [USER_SCHEMA]: ['urn:scim:schemas:core:1.0', 'urn:scim:schemas:core:2.0', 'urn:scim:schemas:core:2.0:User'],
  [GROUP_SCHEMA]: ['urn:scim:schemas:core:1.0', 'urn:scim:schemas:core:2.0', 'urn:scim:schemas:core:2.0:Group'],
  [ENTERPRISE_USER_SCHEMA]: [
    'urn:scim:schemas:extension:enterprise:1.0',
    'urn:scim:schemas:extension:enterprise:2.0',
    'urn:scim:schemas:extension:enterprise:2.0:User',
  ],
};

/** OneLogin's default templates and Google Workspace name the schemas by the URNs of SCIM 1 and of early drafts. */
export const schemaAliases = (schema: string): readonly string[] => aliases[schema] ?? [];

/** Entra's older attribute mappings put a dot between URN and attribute (`…:User.manager`) where RFC 7644 has a colon. */
export const extensionSeparators: readonly string[] = [':', '.'];
