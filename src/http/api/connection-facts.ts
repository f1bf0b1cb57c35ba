import type { Reads } from '../../application/ports/database.ts';
import { absent, and, eq, isIn } from '../../application/ports/query.ts';
import type { Connection, ConnectionToken } from '../../domain/provisioning/connection.ts';
import type { OauthClient } from '../../domain/provisioning/oauth-client.ts';

export const connectionState = (connection: Connection): 'active' | 'paused' | 'deleted' =>
  connection.deletedAt ? 'deleted' : connection.pausedAt ? 'paused' : 'active';

/**
 * When each connection was last heard of: the latest use of any of its OAuth clients and of its tokens that speak for it,
 * rather than for one person.
 */
export async function lastRequests(
  reads: Pick<Reads, 'connectionTokens' | 'oauthClients'>,
  tenant: string,
  connectionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const latest = new Map<string, string>();
  if (connectionIds.length === 0) return latest;
  const [tokens, clients] = await Promise.all([
    reads.connectionTokens.find(tenant, { where: isIn<ConnectionToken>('connectionId', connectionIds) }),
    reads.oauthClients.find(tenant, { where: isIn<OauthClient>('connectionId', connectionIds) }),
  ]);
  const own = tokens.filter(({ directoryUserId }) => directoryUserId === undefined);
  for (const { connectionId, lastUsedAt } of [...own, ...clients]) {
    if (lastUsedAt && lastUsedAt > (latest.get(connectionId) ?? '')) latest.set(connectionId, lastUsedAt);
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
