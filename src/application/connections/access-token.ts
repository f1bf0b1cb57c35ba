import { addMs } from '../../domain/instant.ts';
import type { AccessToken, OauthClient, OauthSecret } from '../../domain/provisioning/oauth-client.ts';
import { createSecret, hashSecret } from '../accounts/secret.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';
import type { ParsedToken } from './connection-token.ts';

const SHAPE = /^hfo_([A-Za-z0-9-]{1,64})_([A-Za-z0-9-]{1,64})_([A-Za-z0-9_-]{43})$/;

export function parseAccessToken(token: string): ParsedToken | undefined {
  const [, organizationId, tokenId, secret] = SHAPE.exec(token) ?? [];
  return organizationId && tokenId && secret ? { organizationId, tokenId, secret } : undefined;
}

/** A new access token, got with this secret of the client, to be inserted in the caller's transaction. */
export function newAccessToken(
  app: Pick<Application, 'clock' | 'newId'>,
  client: OauthClient,
  { id: secretId, expiresAt: secretExpiresAt }: OauthSecret,
): { readonly token: string; readonly draft: Draft<AccessToken> } {
  const secret = createSecret();
  const createdAt = app.clock.now();
  const full = addMs(createdAt, client.tokenLifetimeSeconds * 1000);
  const draft = {
    id: app.newId(),
    tenant: client.tenant,
    connectionId: client.connectionId,
    clientId: client.id,
    secretId,
    secretHash: hashSecret(secret),
    createdAt,
    expiresAt: secretExpiresAt && secretExpiresAt < full ? secretExpiresAt : full,
  };
  return { draft, token: `hfo_${draft.tenant}_${draft.id}_${secret}` };
}
