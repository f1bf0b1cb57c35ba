import type { Application } from '../../application/application.ts';
import { absent, and, type Condition, eq, isIn } from '../../application/ports/query.ts';
import { expandsGroups, groupsBelow } from '../../application/provisioning/nested-groups.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import { badRequest } from '../errors/scim-error.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { RelationLookup } from './relation-lookups.ts';

/** A filter by membership that comes to more resources than this is refused (RFC 7644 §3.12 `tooMany`). */
const MOST_RELATED = 10_000;

type Reads = Pick<Application, 'database'>;

/** The groups a user is a member of. */
export const groupsWithMember =
  (reads: Reads, connection: Connection): RelationLookup =>
  async (userId, among) => {
    const rowIds = among?.map((groupId) => groupMemberId(groupId, userId));
    const rows = await memberRows(reads, connection, userId, eq('userId', userId), rowIds);
    return rows.map((row) => row.groupId);
  };

/** The users who are members of a group, also by way of groups within it where the connection expands these. */
export const membersOfGroup =
  (reads: Reads, connection: Connection): RelationLookup =>
  async (groupId, among) => {
    const groupIds = await groupsMeant(reads, connection, groupId);
    const rowIds = among?.flatMap((userId) => groupIds.map((id) => groupMemberId(id, userId)));
    const whose = groupIds.length === 1 ? eq<GroupMember>('groupId', groupId) : isIn<GroupMember>('groupId', groupIds);
    const [rows, group] = await Promise.all([
      memberRows(reads, connection, groupId, and(whose, absent('memberKind')), rowIds),
      isRecordId(groupId) ? reads.database.directoryGroups.get(connection.tenant, groupId) : undefined,
    ]);
    return group && !group.deletedAt ? [...new Set(rows.map((row) => row.userId))] : [];
  };

async function groupsMeant({ database }: Reads, connection: Connection, groupId: string): Promise<readonly string[]> {
  if (!expandsGroups(connection) || !isRecordId(groupId)) return [groupId];
  const groupIds = await groupsBelow(database, connection.tenant, [groupId]);
  if (groupIds.length > MOST_RELATED) throw tooMany();
  return groupIds;
}

const RELATED = ['connectionId', 'groupId', 'userId', 'removedAt'] as const;
type MemberRow = Pick<GroupMember, (typeof RELATED)[number]>;

async function memberRows(
  { database }: Reads,
  connection: Connection,
  id: string,
  whose: Condition<GroupMember>,
  rowIds: readonly string[] | undefined,
): Promise<readonly MemberRow[]> {
  if (!isRecordId(id)) return [];
  const rows: readonly MemberRow[] = rowIds
    ? await database.groupMembers.getMany(connection.tenant, rowIds)
    : await database.groupMembers.select(connection.tenant, RELATED, {
        where: and(whose, absent('removedAt')),
        limit: MOST_RELATED + 1,
      });
  if (rows.length > MOST_RELATED) throw tooMany();
  return rows.filter((row) => row.connectionId === connection.id && !row.removedAt);
}

const tooMany = () =>
  badRequest('tooMany', `The filter by membership matches more than ${MOST_RELATED} resources: narrow it by id`);
