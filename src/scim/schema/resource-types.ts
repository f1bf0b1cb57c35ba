import { defineResourceType } from './resource-type.ts';
import { enterpriseUserDefinition, groupDefinition, userDefinition } from './schema-definitions.ts';

export const userType = defineResourceType({
  endpoint: '/Users',
  description: 'A person the identity provider pushed',
  core: userDefinition,
  extensions: [enterpriseUserDefinition],
});

export const groupType = defineResourceType({
  endpoint: '/Groups',
  description: 'A group the identity provider pushed',
  core: groupDefinition,
  extensions: [],
});
