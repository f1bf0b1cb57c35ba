import type { OauthClient } from '../../domain/provisioning/oauth-client.ts';
import { NotFound } from '../errors.ts';
import type { Reads } from '../ports/database.ts';

/** @throws NotFound when the connection has no such OAuth client. */
export async function requireOauthClient(
  reads: Pick<Reads, 'oauthClients'>,
  tenant: string,
  connectionId: string,
  id: string,
): Promise<OauthClient> {
  const client = await reads.oauthClients.get(tenant, id);
  if (client?.connectionId !== connectionId) throw new NotFound('OAuth client', id);
  return client;
}
