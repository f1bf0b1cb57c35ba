import type { Instant } from '../instant.ts';

/** One secret of an OAuth client; several work beside each other while it is rotated. */
export interface OauthSecret {
  readonly id: string;
  readonly hash: string;
  readonly createdAt: Instant;
  readonly expiresAt?: Instant;
}

/** With what a connection's provider gets short-lived access tokens (RFC 6749 §4.4), instead of one long-lived token. */
export interface OauthClient {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly name: string;
  /** Newest last. */
  readonly secrets: readonly OauthSecret[];
  readonly tokenLifetimeSeconds: number;
  readonly createdAt: Instant;
  readonly revokedAt?: Instant;
  readonly lastUsedAt?: Instant;
}

/** An access token of a connection. It never outlives the secret with which it was got. */
export interface AccessToken {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
  readonly connectionId: string;
  readonly clientId: string;
  readonly secretId: string;
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

export const isSecretActive = ({ expiresAt }: OauthSecret, now: Instant): boolean => !expiresAt || expiresAt > now;

/** `expired`: none of its secrets works any more, until it is rotated. */
export function oauthClientState(client: OauthClient, now: Instant): 'active' | 'expired' | 'revoked' {
  if (client.revokedAt) return 'revoked';
  return client.secrets.some((secret) => isSecretActive(secret, now)) ? 'active' : 'expired';
}

/** Since when an access token of the client no longer speaks for its connection, and why; undefined while it does. */
export function endOfAccessToken(
  token: AccessToken,
  client: OauthClient,
  now: Instant,
): { readonly ended: 'expired' | 'revoked'; readonly at: Instant } | undefined {
  if (client.revokedAt) return { ended: 'revoked', at: client.revokedAt };
  if (token.expiresAt <= now) return { ended: 'expired', at: token.expiresAt };
  const secret = client.secrets.find(({ id }) => id === token.secretId);
  if (secret && isSecretActive(secret, now)) return undefined;
  return { ended: 'revoked', at: secret?.expiresAt ?? now };
}
