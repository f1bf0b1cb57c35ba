import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireConnection } from './require-connection.ts';

/** The token stops working: at once in this process, within seconds in others. Revoking twice is fine. @throws NotFound */
export async function revokeConnectionToken(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  tokenId: string,
): Promise<void> {
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    const token = await tx.connectionTokens.get(tenant, tokenId);
    if (token?.connectionId !== connectionId) throw new NotFound('token', tokenId);
    if (!token.revokedAt) tx.connectionTokens.replace({ ...token, revokedAt: app.clock.now() }, token.version);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection_token.revoked',
        outcome: token.revokedAt ? 'unchanged' : 'done',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: { tokenId },
      }),
    );
  });
}
