import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { entityTag } from '../protocol/entity-tag.ts';
import type { Rendering } from '../protocol/scim-call.ts';
import { inSchemaOrder } from '../resource/in-schema-order.ts';
import { schemasInUse } from '../resource/schemas-in-use.ts';

export const groupLocation = (baseUrl: string, id: string): string => `${baseUrl}/Groups/${id}`;

/** A directory group on the wire, without its members. */
export function groupResource(group: DirectoryGroup, { baseUrl, projection }: Rendering): JsonObject {
  const { type } = projection;
  const attributes = inSchemaOrder(type, group.attributes);
  return projection.apply({
    schemas: schemasInUse(type, attributes),
    id: group.id,
    ...(group.externalId !== undefined && { externalId: group.externalId }),
    displayName: group.displayName,
    ...attributes,
    meta: {
      resourceType: type.name,
      created: group.createdAt,
      lastModified: group.lastModified,
      location: groupLocation(baseUrl, group.id),
      version: entityTag(group.version),
    },
  });
}

/** What of a membership is shown. */
export type ShownMember = Pick<GroupMember, 'userId' | 'memberKind' | 'display'>;

export const memberResource = (member: ShownMember, { baseUrl, projection }: Rendering): JsonObject =>
  projection.applyToElement('members', memberElement(member, baseUrl));

/** All there is to know of a membership: what filters of a path ask. */
export const memberElement = (member: ShownMember, baseUrl: string): JsonObject => ({
  value: member.userId,
  $ref: member.memberKind === 'group' ? groupLocation(baseUrl, member.userId) : `${baseUrl}/Users/${member.userId}`,
  ...(member.display !== undefined && { display: member.display }),
  type: member.memberKind === 'group' ? 'Group' : 'User',
});
