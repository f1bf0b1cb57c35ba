import type { Reads } from '../../application/ports/database.ts';
import { absent, and, eq, isIn } from '../../application/ports/query.ts';
import type { Connection, ConnectionToken } from '../../domain/provisioning/connection.ts';

export const connectionState = (connection: Connection): 'active' | 'paused' | 'deleted' =>
  connection.deletedAt ? 'deleted' : connection.pausedAt ? 'paused' : 'active';

/** When each connection was last heard of: the latest use of any token that speaks for it, rather than for one person. */
export async function lastRequests(
  reads: Pick<Reads, 'connectionTokens'>,
  tenant: string,
  connectionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const latest = new Map<string, string>();
  if (connectionIds.length === 0) return latest;
  const tokens = await reads.connectionTokens.find(tenant, {
    where: isIn<ConnectionToken>('connectionId', connectionIds),
  });
  for (const { connectionId, lastUsedAt, directoryUserId } of tokens) {
    if (lastUsedAt && !directoryUserId && lastUsedAt > (latest.get(connectionId) ?? ''))
      latest.set(connectionId, lastUsedAt);
  }
  return latest;
}

export interface DirectoryCounts {
  readonly users: number;
  readonly activeUsers: number;
  readonly groups: number;
}

/** How many live records each connection has pushed. */
export async function directoryCounts(
  reads: Pick<Reads, 'directoryUsers' | 'directoryGroups'>,
  tenant: string,
  connectionIds: readonly string[],
): Promise<(connectionId: string) => DirectoryCounts> {
  if (connectionIds.length === 0) return () => ({ users: 0, activeUsers: 0, groups: 0 });
  const [users, activeUsers, groups] = await Promise.all([
    reads.directoryUsers.countBy(tenant, 'connectionId', and(isIn('connectionId', connectionIds), absent('deletedAt'))),
    reads.directoryUsers.countBy(
      tenant,
      'connectionId',
      and(isIn('connectionId', connectionIds), eq('active', true), absent('deletedAt')),
    ),
    reads.directoryGroups.countBy(
      tenant,
      'connectionId',
      and(isIn('connectionId', connectionIds), absent('deletedAt')),
    ),
  ]);
  return (id) => ({
    users: users.get(id) ?? 0,
    activeUsers: activeUsers.get(id) ?? 0,
    groups: groups.get(id) ?? 0,
  });
}
