import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { entityTag } from '../protocol/entity-tag.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { inSchemaOrder } from '../resource/in-schema-order.ts';
import { schemasInUse } from '../resource/schemas-in-use.ts';
import type { ShownGroup } from './user-memberships.ts';
import { type ShownProvisioning, withProvisioning } from './user-provisioning.ts';

export const userLocation = (baseUrl: string, id: string): string => `${baseUrl}/Users/${id}`;

/** The tag of a representation that shows these groups, and what became of the user. */
export const userTag = (
  user: DirectoryUser,
  groups: readonly ShownGroup[] | undefined,
  provisioning?: ShownProvisioning,
): string => {
  const shown = groups?.map(({ id, displayName, isIndirect }) =>
    JSON.stringify([id, displayName, ...(isIndirect ? [1] : [])]),
  );
  return entityTag(user.version, provisioning ? [...(shown ?? []), JSON.stringify(provisioning.get(user.id))] : shown);
};

/** A directory user on the wire. `groups` is left out unless some are given. */
export function userResource(
  user: DirectoryUser,
  groups: readonly ShownGroup[] | undefined,
  { baseUrl, projection }: Rendering,
  provisioning?: ShownProvisioning,
): JsonObject {
  const { type } = projection;
  const attributes = withProvisioning(inSchemaOrder(type, user.attributes), provisioning?.get(user.id));
  return projection.apply({
    schemas: schemasInUse(type, attributes),
    id: user.id,
    ...(user.externalId !== undefined && { externalId: user.externalId }),
    userName: user.userName,
    active: user.active,
    ...attributes,
    ...(groups && groups.length > 0 && { groups: groups.map((group) => membership(group, baseUrl)) }),
    meta: {
      resourceType: type.name,
      created: user.createdAt,
      lastModified: user.lastModified,
      location: userLocation(baseUrl, user.id),
      version: userTag(user, groups, provisioning),
    },
  });
}

const membership = (group: ShownGroup, baseUrl: string): JsonObject => ({
  value: group.id,
  $ref: `${baseUrl}/Groups/${group.id}`,
  display: group.displayName,
  type: group.isIndirect ? 'indirect' : 'direct',
});
