import type { z } from 'zod';
import { createOauthClient } from '../../../application/connections/create-oauth-client.ts';
import { formatClientId } from '../../../application/connections/oauth-client-secret.ts';
import { oauthSetUpValues } from '../../../application/connections/oauth-set-up-values.ts';
import { requireConnection } from '../../../application/connections/require-connection.ts';
import { revokeOauthClient } from '../../../application/connections/revoke-oauth-client.ts';
import { rotateOauthClientSecret } from '../../../application/connections/rotate-oauth-client-secret.ts';
import { eq } from '../../../application/ports/query.ts';
import type { Connection } from '../../../domain/provisioning/connection.ts';
import { isSecretActive, type OauthClient, oauthClientState } from '../../../domain/provisioning/oauth-client.ts';
import type { Handlers } from '../handler.ts';
import type { oauthClientOperations } from '../operations/oauth-clients.ts';
import { readPage, shapePage } from '../read-page.ts';
import type { OauthClient as OauthClientSchema } from '../schemas/oauth-client.ts';

export const oauthClientHandlers: Handlers<typeof oauthClientOperations> = {
  async listOauthClients({ params, query }, { app, organization, baseUrl }) {
    const connection = await requireConnection(app.database, organization.id, params.connectionId);
    const page = await readPage(
      app.database.oauthClients,
      organization.id,
      { where: eq('connectionId', connection.id), sort: [{ field: 'id', direction: 'descending' }] },
      query,
    );
    return shapePage(page, (client) => shapeClient(client, connection, baseUrl, app.clock.now()));
  },

  async createOauthClient({ params, body }, { app, request, organization, baseUrl }) {
    const connection = await requireConnection(app.database, organization.id, params.connectionId);
    const { client, clientSecret } = await createOauthClient(app, request, organization.id, connection.id, body);
    return { ...shapeClient(client, connection, baseUrl, app.clock.now()), clientSecret };
  },

  async rotateOauthClientSecret({ params, body }, { app, request, organization, baseUrl, tokens }) {
    const connection = await requireConnection(app.database, organization.id, params.connectionId);
    const of = { tenant: organization.id, connectionId: connection.id, id: params.oauthClientId };
    const { client, clientSecret } = await rotateOauthClientSecret(app, request, of, body);
    tokens.forget(connection.id);
    return { ...shapeClient(client, connection, baseUrl, app.clock.now()), clientSecret };
  },

  async revokeOauthClient({ params: { connectionId, oauthClientId: id } }, { app, request, organization, tokens }) {
    await revokeOauthClient(app, request, { tenant: organization.id, connectionId, id });
    tokens.forget(connectionId);
    return undefined;
  },
};

function shapeClient(
  client: OauthClient,
  connection: Connection,
  baseUrl: string,
  now: string,
): z.input<typeof OauthClientSchema> {
  const clientId = formatClientId(client);
  const tokenEndpoint = `${baseUrl}/oauth/token`;
  return {
    id: client.id,
    name: client.name,
    clientId,
    state: oauthClientState(client, now),
    tokenEndpoint,
    tokenLifetimeSeconds: client.tokenLifetimeSeconds,
    secrets: client.secrets
      .map((secret) => ({
        id: secret.id,
        state: isSecretActive(secret, now) ? ('active' as const) : ('expired' as const),
        createdAt: secret.createdAt,
        expiresAt: secret.expiresAt,
      }))
      .reverse(),
    setUp: [...oauthSetUpValues(connection.type, { scimBaseUrl: `${baseUrl}/scim/v2`, tokenEndpoint, clientId })],
    createdAt: client.createdAt,
    revokedAt: client.revokedAt,
    lastUsedAt: client.lastUsedAt,
  };
}
