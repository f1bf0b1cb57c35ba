import type { EndedToken } from '../../application/connections/connection-token.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import { ScimError } from '../errors/scim-error.ts';

/** Whom a bearer token speaks for. */
export interface AuthenticatedToken {
  readonly connection: Connection;
  readonly tokenId: string;
  /** When it speaks for one person only. */
  readonly directoryUserId?: string;
}

export type Authenticate = (token: string) => Promise<AuthenticatedToken | EndedToken | 'unknown'>;

const REALM = 'Bearer realm="Holdfast SCIM"';
const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
const SEND_A_TOKEN = 'Send the token of a connection as a bearer token';
/** What people's own API tokens begin with. Told by the shape alone, so that it gives nothing away. */
const API_TOKEN = /^hfa_/;
const UNKNOWN =
  'The bearer token is not known here: copy it again in full, or create a new one for the connection in the Holdfast console';
const OF_A_PERSON =
  'This is an API token of a person, which SCIM does not take: enter a token of the connection, created in the Holdfast console';

/**
 * The details of a 401 help whoever set the connection up. That a token expired or was revoked is told only to who holds
 * its whole secret: anything else is `unknown`, whether or not there is such a token.
 * @throws ScimError 401 with `WWW-Authenticate` (RFC 6750 §3) unless the header carries a live token
 */
export async function authenticateRequest(
  authenticate: Authenticate,
  header: string | undefined,
): Promise<AuthenticatedToken> {
  if (header === undefined || !/^bearer\b/i.test(header)) throw unauthorized(SEND_A_TOKEN, REALM);
  const token = BEARER.exec(header)?.[1];
  if (token !== undefined && API_TOKEN.test(token)) throw invalidToken(OF_A_PERSON);
  const found = token === undefined ? 'unknown' : await authenticate(token);
  if (found === 'unknown') throw invalidToken(UNKNOWN);
  if ('ended' in found) throw invalidToken(sentenceOf(found));
  if (found.connection.deletedAt) throw invalidToken('The connection of this token was deleted');
  return found;
}

const sentenceOf = ({ ended, at }: EndedToken): string =>
  `The bearer token ${ended === 'expired' ? 'expired' : 'was revoked'} on ${minuteOf(at)}: create a new one for the connection and enter it in the identity provider`;

const minuteOf = (at: string): string => `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;

/** The reason stands in a header too, where RFC 6750 §3 allows printable ASCII without quotes and backslashes. */
const invalidToken = (reason: string): ScimError =>
  unauthorized(reason, `${REALM}, error="invalid_token", error_description="${reason}"`);

const unauthorized = (detail: string, challenge: string): ScimError =>
  new ScimError(401, undefined, detail, { 'www-authenticate': challenge });
