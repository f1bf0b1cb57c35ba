import { LRUCache } from 'lru-cache';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import { provisioningExtension } from './provisioning-extension.ts';
import { defineResourceType, type ResourceType } from './resource-type.ts';
import { enterpriseUserDefinition, groupDefinition, userDefinition } from './schema-definitions.ts';

const defineUser = (declared: readonly ExtensionSchema[]): ResourceType =>
  defineResourceType({
    endpoint: '/Users',
    description: 'A person the identity provider pushed',
    core: userDefinition,
    extensions: [enterpriseUserDefinition],
    declared: [provisioningExtension, ...declared],
  });

const defineGroup = (declared: readonly ExtensionSchema[]): ResourceType =>
  defineResourceType({
    endpoint: '/Groups',
    description: 'A group the identity provider pushed',
    core: groupDefinition,
    extensions: [],
    declared,
  });

/** As they are without anything a connection adds. */
export const userType = defineUser([]);
export const groupType = defineGroup([]);

export interface ResourceTypes {
  readonly user: ResourceType;
  readonly group: ResourceType;
}

const STANDARD: ResourceTypes = { user: userType, group: groupType };

/** Each takes up to a few hundred kilobytes. */
const MOST_REMEMBERED = 200;
const remembered = new LRUCache<string, ResourceTypes>({ max: MOST_REMEMBERED });

/**
 * The resource types of one connection: the standard's, and what an administrator declared. Worked out once for each
 * revision, of which there is another one after every change, so what is remembered is never out of date.
 */
export function resourceTypesOf({ extensionSchemas }: Pick<Connection, 'extensionSchemas'>): ResourceTypes {
  if (!extensionSchemas || extensionSchemas.schemas.length === 0) return STANDARD;
  const { revision, schemas } = extensionSchemas;
  const known = remembered.get(revision);
  if (known) return known;
  const types = {
    user: defineUser(schemas.filter(({ resourceType }) => resourceType === 'User')),
    group: defineGroup(schemas.filter(({ resourceType }) => resourceType === 'Group')),
  };
  remembered.set(revision, types);
  return types;
}
