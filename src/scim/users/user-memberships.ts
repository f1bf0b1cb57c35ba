import type { Application } from '../../application/application.ts';
import { absent, and, eq, isIn } from '../../application/ports/query.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup, GroupMember } from '../../domain/provisioning/directory-group.ts';
import { coalesce } from '../protocol/coalesce.ts';

/** The groups each of these users is a member of, by user id; users without groups are missing. */
async function groupsOfUsers(
  { database }: Pick<Application, 'database'>,
  connection: Connection,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DirectoryGroup[]>> {
  const [only] = userIds;
  if (only === undefined) return new Map();
  const whose = userIds.length === 1 ? eq<GroupMember>('userId', only) : isIn<GroupMember>('userId', userIds);
  const found = await database.groupMembers.find(connection.tenant, { where: and(whose, absent('removedAt')) });
  const rows = found.filter((row) => row.connectionId === connection.id);
  if (rows.length === 0) return new Map();
  const groups = await database.directoryGroups.getMany(connection.tenant, [
    ...new Set(rows.map((row) => row.groupId)),
  ]);
  const live = new Map(groups.filter((group) => !group.deletedAt).map((group) => [group.id, group]));
  const byUser = new Map<string, DirectoryGroup[]>();
  for (const { userId, groupId } of rows) {
    const group = live.get(groupId);
    const known = byUser.get(userId);
    if (group && known) known.push(group);
    else if (group) byUser.set(userId, [group]);
  }
  return byUser;
}

/** Looks up the groups of one user; all users asked for at once, by one request or by many, make one query. */
export type GroupsOfUser = (connection: Connection, userId: string) => Promise<readonly DirectoryGroup[] | undefined>;

export const groupsOfUser = (application: Pick<Application, 'database'>): GroupsOfUser =>
  coalesce((connection, userIds) => groupsOfUsers(application, connection, userIds));
