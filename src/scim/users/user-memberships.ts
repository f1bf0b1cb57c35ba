import type { Application } from '../../application/application.ts';
import { absent, and, isIn } from '../../application/ports/query.ts';
import { effectiveMembers } from '../../application/provisioning/effective-members.ts';
import { expandsGroups } from '../../application/provisioning/nested-groups.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import { coalesce } from '../protocol/coalesce.ts';

/** A group as a user's `groups` shows it. */
export interface ShownGroup extends DirectoryGroup {
  /** The user is in it by way of another group (RFC 7643 §4.1.2: type `indirect`). */
  readonly isIndirect?: true;
}

/** All that is shown of a user's groups as one text, of which no two mean the same. */
export const wordingOf = (groups: readonly ShownGroup[] = []): string => {
  let wording = '';
  for (const { id, displayName, isIndirect } of groups) {
    wording += `${id}${isIndirect ? 'i' : 'd'}${displayName.length}:${displayName}`;
  }
  return wording;
};

const DIRECT = ['connectionId', 'groupId', 'userId'] as const;

/** The groups each of these users is a member of, by user id; users without groups are missing. */
async function groupsOfUsers(
  { database }: Pick<Application, 'database'>,
  connection: Connection,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ShownGroup[]>> {
  const found = await database.groupMembers.select(connection.tenant, DIRECT, {
    where: and(isIn<GroupMember>('userId', userIds), absent('removedAt')),
  });
  const rows = found.filter((row) => row.connectionId === connection.id);
  if (rows.length === 0) return new Map();
  const members = await effectiveMembers(database, connection.tenant, new Map([[connection.id, connection]]), rows);
  const groups = await database.directoryGroups.getMany(connection.tenant, [
    ...new Set(members.map((member) => member.groupId)),
  ]);
  const live = new Map(groups.filter((group) => !group.deletedAt).map((group) => [group.id, group]));
  const byUser = new Map<string, ShownGroup[]>();
  for (const { userId, groupId, path } of members) {
    const group = live.get(groupId);
    if (!group) continue;
    const shown = path.length > 1 ? { ...group, isIndirect: true as const } : group;
    const known = byUser.get(userId);
    if (known) known.push(shown);
    else byUser.set(userId, [shown]);
  }
  return byUser;
}

/** Looks up the groups of one user; all users asked for at once, by one request or by many, make one query. */
export type GroupsOfUser = (connection: Connection, userId: string) => Promise<readonly ShownGroup[] | undefined>;

export const groupsOfUser = (application: Pick<Application, 'database'>): GroupsOfUser =>
  coalesce(
    // While a connection is being changed, requests may know it as it was and as it is.
    (connection: Connection) => `${connection.id} ${expandsGroups(connection)}`,
    (connection, userIds) => groupsOfUsers(application, connection, userIds),
  );
