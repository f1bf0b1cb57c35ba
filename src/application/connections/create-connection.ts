import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { nameTaken } from '../name-taken.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireLabel } from '../require-label.ts';
import { type IssuedToken, newConnectionToken } from './connection-token.ts';

export interface ConnectionInput {
  readonly type: Connection['type'];
  readonly name: string;
  readonly onLastAdministrator?: Connection['onLastAdministrator'] | undefined;
  readonly whileHeld?: Connection['whileHeld'] | undefined;
  readonly groupUniqueness?: Connection['groupUniqueness'] | undefined;
  readonly nestedGroups?: Connection['nestedGroups'] | undefined;
}

/** Creates a connection with its first token, which is in the answer and nowhere else. @throws InvalidInput, AlreadyExists */
export async function createConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: ConnectionInput,
): Promise<{ readonly connection: Connection; readonly token: IssuedToken }> {
  const connection: Connection = {
    id: app.newId(),
    tenant,
    version: 1,
    type: input.type,
    name: requireLabel('name', input.name),
    onLastAdministrator: input.onLastAdministrator ?? 'hold',
    whileHeld: input.whileHeld ?? 'end_sessions',
    groupUniqueness: input.groupUniqueness ?? 'displayName',
    nestedGroups: input.nestedGroups ?? 'refuse',
    createdAt: app.clock.now(),
  };
  const { draft, ...token } = newConnectionToken(app, { tenant, connectionId: connection.id });
  try {
    await app.database.transaction(async (tx) => {
      tx.connections.insert(connection);
      tx.connectionTokens.insert(draft);
      tx.auditEvents.insert(
        personEvent(app, request, tenant, {
          action: 'connection.created',
          outcome: 'done',
          target: { kind: 'connection', id: connection.id, label: connection.name },
          details: { type: connection.type, tokenId: draft.id },
        }),
      );
    });
  } catch (error) {
    throw nameTaken(error);
  }
  return { connection, token };
}
