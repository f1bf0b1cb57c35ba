import type { z } from 'zod';
import { setUpValues } from '../../../application/connections/set-up-values.ts';
import { NotFound } from '../../../application/errors.ts';
import type { Connection } from '../../../domain/provisioning/connection.ts';
import { connectionState, directoryCounts, lastRequests } from '../connection-facts.ts';
import type { ApiServices } from '../handler.ts';
import type { Connection as ConnectionSchema } from '../schemas/connection.ts';

export const scimBaseUrl = (baseUrl: string): string => `${baseUrl}/scim/v2`;

type ConnectionShape = z.input<typeof ConnectionSchema>;

export async function shapeConnections(
  app: ApiServices['app'],
  baseUrl: string,
  tenant: string,
  connections: readonly Connection[],
): Promise<ConnectionShape[]> {
  const ids = connections.map((connection) => connection.id);
  const [counts, lastRequestAt] = await Promise.all([
    directoryCounts(app.database, tenant, ids),
    lastRequests(app.database, tenant, ids),
  ]);
  const scim = scimBaseUrl(baseUrl);
  return connections.map((connection) => ({
    id: connection.id,
    type: connection.type,
    name: connection.name,
    state: connectionState(connection),
    onLastAdministrator: connection.onLastAdministrator,
    whileHeld: connection.whileHeld,
    groupUniqueness: connection.groupUniqueness,
    nestedGroups: connection.nestedGroups ?? 'refuse',
    rateLimit: connection.rateLimit && { ...connection.rateLimit },
    keptRequests: connection.keptRequests,
    unmaskedUntil: connection.unmaskedUntil,
    createdAt: connection.createdAt,
    pausedAt: connection.pausedAt,
    deletedAt: connection.deletedAt,
    lastRequestAt: lastRequestAt.get(connection.id),
    counts: counts(connection.id),
    scimBaseUrl: scim,
    setUp: [...setUpValues(connection.type, scim)],
  }));
}

export async function shapeConnection(
  app: ApiServices['app'],
  baseUrl: string,
  connection: Connection,
): Promise<ConnectionShape> {
  const [shape] = await shapeConnections(app, baseUrl, connection.tenant, [connection]);
  if (!shape) throw new NotFound('connection', connection.id);
  return shape;
}
