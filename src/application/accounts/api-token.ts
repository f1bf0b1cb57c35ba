import type { ApiToken } from '../../domain/accounts/api-token.ts';

/** The part of a token that is not secret. */
export const apiTokenPrefix = (tokenId: string): string => `hfa_${tokenId}_`;

export const formatApiToken = (tokenId: string, secret: string): string => `${apiTokenPrefix(tokenId)}${secret}`;

const SHAPE = /^hfa_([A-Za-z0-9-]{1,64})_([A-Za-z0-9_-]{43})$/;

export function parseApiToken(token: string): { readonly tokenId: string; readonly secret: string } | undefined {
  const [, tokenId, secret] = SHAPE.exec(token) ?? [];
  return tokenId && secret ? { tokenId, secret } : undefined;
}

/** Whether a token of either kind can be used. */
export function tokenState(
  token: Pick<ApiToken, 'revokedAt' | 'expiresAt'>,
  now: string,
): 'active' | 'expired' | 'revoked' {
  if (token.revokedAt) return 'revoked';
  return token.expiresAt && token.expiresAt <= now ? 'expired' : 'active';
}
