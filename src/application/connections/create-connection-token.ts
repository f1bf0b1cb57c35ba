import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { type IssuedToken, newConnectionToken } from './connection-token.ts';
import { requireConnection } from './require-connection.ts';

/** A further token of a connection, in the answer for the only time. @throws NotFound, InvalidInput */
export async function createConnectionToken(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  input: { readonly expiresAt?: string | undefined } = {},
): Promise<IssuedToken> {
  if (input.expiresAt && input.expiresAt <= app.clock.now()) {
    throw new InvalidInput('expiresAt', 'This time has passed');
  }
  const { draft, ...token } = newConnectionToken(app, { tenant, connectionId, expiresAt: input.expiresAt });
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    tx.connectionTokens.insert(draft);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection_token.created',
        outcome: 'done',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: { tokenId: draft.id, ...(draft.expiresAt && { expiresAt: draft.expiresAt }) },
      }),
    );
  });
  return token;
}
