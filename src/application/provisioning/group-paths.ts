import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { Reads } from '../ports/database.ts';
import { absent, and, eq, isIn } from '../ports/query.ts';
import { effectiveMembers } from './effective-members.ts';
import { expandsGroups } from './nested-groups.ts';

/**
 * For each group an account is in only by way of others: the groups from the one the directory put the person into to that
 * group. Nothing is read unless one of the connections expands groups.
 */
export async function groupPathsOf(
  reads: Pick<Reads, 'directoryUsers' | 'directoryGroups' | 'groupMembers'>,
  tenant: string,
  accountId: string,
  connections: readonly Connection[],
): Promise<ReadonlyMap<string, readonly Pick<DirectoryGroup, 'id' | 'displayName'>[]>> {
  if (!connections.some(expandsGroups)) return new Map();
  const users = await reads.directoryUsers.find(tenant, {
    where: and(eq('accountId', accountId), absent('deletedAt')),
  });
  const ids = users.map((user) => user.id);
  const rows =
    ids.length === 0
      ? []
      : await reads.groupMembers.find(tenant, { where: and(isIn('userId', ids), absent('removedAt')) });
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  const members = await effectiveMembers(reads, tenant, byId, rows);
  const direct = new Set(members.filter(({ path }) => path.length === 1).map(({ groupId }) => groupId));
  const indirect = members.filter(({ groupId }) => !direct.has(groupId));
  const groups = await reads.directoryGroups.getMany(tenant, [...new Set(indirect.flatMap(({ path }) => path))]);
  const groupOf = new Map(groups.map(({ id, displayName }) => [id, { id, displayName }]));
  return new Map(indirect.map(({ groupId, path }) => [groupId, path.flatMap((id) => groupOf.get(id) ?? [])]));
}
