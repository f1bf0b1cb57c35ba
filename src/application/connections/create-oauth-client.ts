import type { OauthClient } from '../../domain/provisioning/oauth-client.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotAllowedNow } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { absent, and, eq } from '../ports/query.ts';
import { requireLabel } from '../require-label.ts';
import { type IssuedOauthClient, newOauthSecret } from './oauth-client-secret.ts';
import { requireConnection } from './require-connection.ts';

const DEFAULT_LIFETIME_SECONDS = 3600;
const SHORTEST_LIFETIME_SECONDS = 60;
const LONGEST_LIFETIME_SECONDS = 86_400;
const MOST_CLIENTS = 50;

export interface OauthClientInput {
  readonly name: string;
  /** When its secret stops working; never by default. */
  readonly expiresAt?: string | undefined;
  readonly tokenLifetimeSeconds?: number | undefined;
}

/** An OAuth client of a connection; its secret is in the answer and nowhere else. @throws NotFound, InvalidInput, NotAllowedNow */
export async function createOauthClient(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  { name, expiresAt, tokenLifetimeSeconds = DEFAULT_LIFETIME_SECONDS }: OauthClientInput,
): Promise<IssuedOauthClient> {
  if (!(tokenLifetimeSeconds >= SHORTEST_LIFETIME_SECONDS && tokenLifetimeSeconds <= LONGEST_LIFETIME_SECONDS)) {
    const range = `${SHORTEST_LIFETIME_SECONDS} to ${LONGEST_LIFETIME_SECONDS}`;
    throw new InvalidInput('tokenLifetimeSeconds', `Give ${range} seconds`);
  }
  const { clientSecret, secret } = newOauthSecret(app, expiresAt);
  const client: OauthClient = {
    id: app.newId(),
    tenant,
    version: 1,
    connectionId,
    name: requireLabel('name', name),
    secrets: [secret],
    tokenLifetimeSeconds: Math.floor(tokenLifetimeSeconds),
    createdAt: secret.createdAt,
  };
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    const alive = await tx.oauthClients.count(tenant, and(eq('connectionId', connectionId), absent('revokedAt')));
    if (alive >= MOST_CLIENTS) {
      throw new NotAllowedNow(`The connection has ${MOST_CLIENTS} OAuth clients: revoke those that are not used`);
    }
    tx.oauthClients.insert(client);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'oauth_client.created',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: { clientId: client.id, name: client.name, secretId: secret.id, ...(expiresAt && { expiresAt }) },
      }),
    );
  });
  return { client, clientSecret };
}
