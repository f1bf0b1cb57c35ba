import { Schemas, Types } from 'scimmy';
import { ENTERPRISE_USER_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from './schema-urns.ts';

type SchemaDefinition = InstanceType<typeof Types.SchemaDefinition>;

/**
 * Definitions of our own, made of scimmy's attributes: scimmy's bundled definitions are shared by the whole process, so
 * extending or adjusting those would reach whoever else uses them.
 */
const define = (name: string, urn: string, description: string, source: SchemaDefinition): SchemaDefinition =>
  new Types.SchemaDefinition(
    name,
    urn,
    description,
    source.attributes.filter((attribute) => attribute instanceof Types.Attribute && !attribute.config.shadow),
  );

export const userDefinition = define('User', USER_SCHEMA, 'User account', Schemas.User.definition);
export const groupDefinition = define('Group', GROUP_SCHEMA, 'Group', Schemas.Group.definition);
export const enterpriseUserDefinition = define(
  'EnterpriseUser',
  ENTERPRISE_USER_SCHEMA,
  'Enterprise user',
  Schemas.EnterpriseUser.definition,
);
