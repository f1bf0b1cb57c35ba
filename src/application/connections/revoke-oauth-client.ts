import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireConnection } from './require-connection.ts';
import { requireOauthClient } from './require-oauth-client.ts';

/**
 * Its secrets and access tokens stop working: at once in this process, within seconds in others. Revoking twice is fine.
 * @throws NotFound
 */
export async function revokeOauthClient(
  app: Application,
  request: PersonRequest,
  of: { readonly tenant: string; readonly connectionId: string; readonly id: string },
): Promise<void> {
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, of.tenant, of.connectionId);
    const client = await requireOauthClient(tx, of.tenant, of.connectionId, of.id);
    if (!client.revokedAt) tx.oauthClients.replace({ ...client, revokedAt: app.clock.now() }, client.version);
    tx.auditEvents.insert(
      personEvent(app, request, of.tenant, {
        action: 'oauth_client.revoked',
        outcome: client.revokedAt ? 'unchanged' : 'done',
        target: { kind: 'connection', id: of.connectionId, label: connection.name },
        details: { clientId: of.id, name: client.name },
      }),
    );
  });
}
