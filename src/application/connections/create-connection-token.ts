import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Transaction } from '../ports/database.ts';
import { type IssuedToken, newConnectionToken } from './connection-token.ts';
import { requireConnection } from './require-connection.ts';

export interface ConnectionTokenChoices {
  readonly expiresAt?: string | undefined;
  /** Binds the token to one directory user of the connection: it then reaches that person's own record and nothing else. */
  readonly directoryUserId?: string | undefined;
}

/** A further token of a connection, in the answer for the only time. @throws NotFound, InvalidInput */
export async function createConnectionToken(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  input: ConnectionTokenChoices = {},
): Promise<IssuedToken> {
  if (input.expiresAt && input.expiresAt <= app.clock.now()) {
    throw new InvalidInput('expiresAt', 'This time has passed');
  }
  const { draft, ...token } = newConnectionToken(app, { tenant, connectionId, ...input });
  const { directoryUserId } = draft;
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    if (directoryUserId) await requireUserOf(tx, connection, directoryUserId);
    tx.connectionTokens.insert(draft);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection_token.created',
        outcome: 'done',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: {
          tokenId: draft.id,
          ...(directoryUserId && { directoryUserId }),
          ...(draft.expiresAt && { expiresAt: draft.expiresAt }),
        },
      }),
    );
  });
  return token;
}

async function requireUserOf(
  tx: Pick<Transaction, 'directoryUsers'>,
  connection: Connection,
  directoryUserId: string,
): Promise<void> {
  const user = await tx.directoryUsers.get(connection.tenant, directoryUserId);
  if (user && !user.deletedAt && user.connectionId === connection.id) return;
  throw new InvalidInput('directoryUserId', 'This connection has no such user');
}
