import type { Connection } from '../../domain/provisioning/connection.ts';
import { NotFound } from '../errors.ts';
import type { Reads } from '../ports/database.ts';

/** @throws NotFound when the organization has no such connection or it was deleted. */
export async function requireConnection(
  reads: Pick<Reads, 'connections'>,
  tenant: string,
  connectionId: string,
): Promise<Connection> {
  const connection = await reads.connections.get(tenant, connectionId);
  if (!connection || connection.deletedAt) throw new NotFound('connection', connectionId);
  return connection;
}
