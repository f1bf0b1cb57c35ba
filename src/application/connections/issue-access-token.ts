import type { Actor } from '../../domain/audit/audit-event.ts';
import { isSecretActive, type OauthClient, type OauthSecret } from '../../domain/provisioning/oauth-client.ts';
import type { RateLimit } from '../../domain/provisioning/rate-limit.ts';
import type { SignInAttempts } from '../accounts/sign-in-attempts.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import { newAccessToken } from './access-token.ts';
import type { ConnectionRateLimits } from './connection-rate-limits.ts';
import { matchingSecret, parseClientId } from './oauth-client-secret.ts';

/** Client id and secret do not fit together, or no longer; which of these is not said. */
export class UnknownOauthClient extends Error {
  override readonly name = 'UnknownOauthClient';
  constructor() {
    super(
      'This client id and secret do not work: copy both again in full, or rotate the secret of the OAuth client in the Holdfast console',
    );
  }
}

/** One OAuth client asks for tokens faster than anybody needs them, each of which costs a write. */
export class TooManyAccessTokens extends Error {
  override readonly name = 'TooManyAccessTokens';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('This client gets access tokens too fast: use each one until it expires, and come back later');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Of one OAuth client: providers get a token an hour, and some a new one for each request. */
export const ACCESS_TOKEN_RATE: RateLimit = { requestsPerSecond: 5, burst: 100 };

/** What holds those who ask to their rates. */
export interface AccessTokenLimits {
  readonly attempts: Pick<SignInAttempts, 'begin'>;
  readonly rates: Pick<ConnectionRateLimits, 'take'>;
}

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the request comes from, for the limit on failures. */
  readonly address: string;
  readonly requestId: string;
}

/**
 * An access token for the right client id and secret (RFC 6749 §4.4): two look-ups and one write. Failures are counted per
 * client and address; past the limit they are not written down any more. The right secret always works: a secret of 256
 * bits cannot be guessed, and providers share their addresses with others who may fail. Each client has a rate of its own.
 * @throws UnknownOauthClient, TooManyAttempts, TooManyAccessTokens
 */
export async function issueAccessToken(
  app: Application,
  { attempts, rates }: AccessTokenLimits,
  credentials: ClientCredentials,
): Promise<{ readonly accessToken: string; readonly expiresInSeconds: number }> {
  const client = await findClient(app, credentials.clientId);
  const secret = client && workingSecret(app, client, credentials.clientSecret);
  if (!client || !secret || !(await isConnected(app, client))) {
    await attempts.begin(credentials.clientId, `oauth ${credentials.address}`);
    if (client) await recordRefusal(app, client, credentials.requestId);
    throw new UnknownOauthClient();
  }
  const exceeded = rates.take({ id: client.id });
  if (exceeded) throw new TooManyAccessTokens(exceeded.retryAfterSeconds);
  const { draft, token } = newAccessToken(app, client, secret);
  await app.database.optimistic(async (tx) => {
    tx.accessTokens.insert(draft);
    tx.auditEvents.insert(
      personEvent(app, { actor: actorOf(client), requestId: credentials.requestId }, client.tenant, {
        action: 'access_token.issued',
        target: { kind: 'oauth_client', id: client.id, label: client.name },
        details: { accessTokenId: draft.id, expiresAt: draft.expiresAt },
      }),
    );
  });
  const expiresInSeconds = Math.floor((Date.parse(draft.expiresAt) - Date.parse(draft.createdAt)) / 1000);
  return { accessToken: token, expiresInSeconds };
}

async function findClient({ database }: Application, clientId: string): Promise<OauthClient | undefined> {
  const parsed = parseClientId(clientId);
  return parsed && (await database.oauthClients.get(parsed.tenant, parsed.id));
}

function workingSecret(app: Application, client: OauthClient, clientSecret: string): OauthSecret | undefined {
  const secret = matchingSecret(client, clientSecret);
  return secret && !client.revokedAt && isSecretActive(secret, app.clock.now()) ? secret : undefined;
}

async function isConnected({ database }: Application, client: OauthClient): Promise<boolean> {
  const connection = await database.connections.get(client.tenant, client.connectionId);
  return connection !== undefined && !connection.deletedAt;
}

const actorOf = (client: OauthClient): Actor => ({
  kind: 'connection',
  connectionId: client.connectionId,
  tokenId: client.id,
});

const recordRefusal = (app: Application, client: OauthClient, requestId: string): Promise<void> =>
  app.database.optimistic(async (tx) => {
    tx.auditEvents.insert(
      personEvent(app, { actor: { kind: 'system', part: 'oauth' }, requestId }, client.tenant, {
        action: 'access_token.issued',
        outcome: 'refused',
        target: { kind: 'oauth_client', id: client.id, label: client.name },
        details: { reason: client.revokedAt ? 'the client was revoked' : 'wrong or ended secret' },
      }),
    );
  });
