import type { Application } from '../../application/application.ts';
import { absent, and, type Condition, eq, isIn, namedBy } from '../../application/ports/query.ts';
import { expandsGroups, groupsBelow } from '../../application/provisioning/nested-groups.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import { badRequest } from '../errors/scim-error.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { Related, RelationLookup } from './relation-lookups.ts';

/** As many ids are listed in a query; of more, the database is asked about each record it looks at. */
const MOST_LISTED = 10_000;
/** What is asked about each record may be about so many groups; otherwise it is refused (RFC 7644 §3.12 `tooMany`). */
const MOST_GROUPS_ASKED = 100;

type Reads = Pick<Application, 'database'>;

/** The groups a user is a member of. */
export const groupsWithMember =
  (reads: Reads, connection: Connection): RelationLookup =>
  async (userId, among) => {
    const rowIds = among?.map((groupId) => groupMemberId(groupId, userId));
    return await related(reads, connection, 'groupId', { id: userId, whose: eq('userId', userId), rowIds });
  };

/** The users who are members of a group, also by way of groups within it where the connection expands these. */
export const membersOfGroup =
  (reads: Reads, connection: Connection): RelationLookup =>
  async (groupId, among) => {
    const groupIds = await groupsMeant(reads, connection, groupId);
    const rowIds = among?.flatMap((userId) => groupIds.map((id) => groupMemberId(id, userId)));
    const which = groupIds.length === 1 ? eq<GroupMember>('groupId', groupId) : isIn<GroupMember>('groupId', groupIds);
    const whose = and(which, absent<GroupMember>('memberKind'));
    const [found, group] = await Promise.all([
      related(reads, connection, 'userId', {
        id: groupId,
        whose,
        rowIds,
        isOfMany: groupIds.length > MOST_GROUPS_ASKED,
      }),
      isRecordId(groupId) ? reads.database.directoryGroups.get(connection.tenant, groupId) : undefined,
    ]);
    return group && !group.deletedAt ? found : [];
  };

async function groupsMeant({ database }: Reads, connection: Connection, groupId: string): Promise<readonly string[]> {
  if (!expandsGroups(connection) || !isRecordId(groupId)) return [groupId];
  const groupIds = await groupsBelow(database, connection.tenant, [groupId]);
  if (groupIds.length > MOST_LISTED) throw tooMany(`more than ${MOST_LISTED} groups within it`);
  return groupIds;
}

interface Memberships {
  /** Of the resource the filter names. */
  readonly id: string;
  readonly whose: Condition<GroupMember>;
  /** When known, the only rows there can be. */
  readonly rowIds: readonly string[] | undefined;
  /** They are those of too many groups to ask about each record. */
  readonly isOfMany?: boolean;
}

const FIELDS = ['connectionId', 'groupId', 'userId', 'removedAt'] as const;

async function related(
  { database: { groupMembers } }: Reads,
  connection: Connection,
  end: 'groupId' | 'userId',
  { id, whose, rowIds, isOfMany }: Memberships,
): Promise<Related> {
  if (!isRecordId(id)) return [];
  const live = and(whose, absent<GroupMember>('removedAt'));
  const rows: readonly Pick<GroupMember, (typeof FIELDS)[number]>[] = rowIds
    ? await groupMembers.getMany(connection.tenant, rowIds)
    : await groupMembers.select(connection.tenant, FIELDS, { where: live, limit: MOST_LISTED + 1 });
  if (rows.length > MOST_LISTED) {
    if (isOfMany)
      throw tooMany(`more than ${MOST_LISTED} members over more than ${MOST_GROUPS_ASKED} groups within it`);
    // The records it is asked of are those of the connection, of which a membership never leads to another.
    return namedBy<GroupMember>('groupMembers', end, live);
  }
  const own = rows.filter((row) => row.connectionId === connection.id && !row.removedAt);
  return [...new Set(own.map((row) => row[end]))];
}

const tooMany = (what: string) => badRequest('tooMany', `That group has ${what}: filter by those`);
