import type { Connection } from '../../domain/provisioning/connection.ts';
import { ScimError } from '../errors/scim-error.ts';

/** Whom a bearer token speaks for. */
export interface AuthenticatedToken {
  readonly connection: Connection;
  readonly tokenId: string;
}

export type Authenticate = (token: string) => Promise<AuthenticatedToken | 'unknown' | 'expired' | 'revoked'>;

const REALM = 'Bearer realm="Holdfast SCIM"';
const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
const REASONS = {
  unknown: 'The bearer token is not known here',
  expired: 'The bearer token has expired: create a new one for the connection',
  revoked: 'The bearer token was revoked: create a new one for the connection',
} as const;

/** @throws ScimError 401 with `WWW-Authenticate` (RFC 6750 §3) unless the header carries a live token */
export async function authenticateRequest(
  authenticate: Authenticate,
  header: string | undefined,
): Promise<AuthenticatedToken> {
  if (header === undefined) throw unauthorized('Send the token of a connection as a bearer token', REALM);
  const token = BEARER.exec(header)?.[1];
  const found = token === undefined ? 'unknown' : await authenticate(token);
  if (typeof found === 'string') throw invalidToken(REASONS[found]);
  if (found.connection.deletedAt) throw invalidToken('The connection of this token was deleted');
  return found;
}

const invalidToken = (reason: string): ScimError =>
  unauthorized(reason, `${REALM}, error="invalid_token", error_description="${reason}"`);

const unauthorized = (detail: string, challenge: string): ScimError =>
  new ScimError(401, undefined, detail, { 'www-authenticate': challenge });
