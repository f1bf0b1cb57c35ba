import type { Request } from 'express';
import type { AuthenticatedConnection, EndedToken } from '../../application/connections/connection-token.ts';
import { ScimError } from '../errors/scim-error.ts';

/** `from`: the address the token came from. */
export type Authenticate = (
  token: string,
  from: () => string,
) => Promise<AuthenticatedConnection | EndedToken | 'unknown'>;

/** Told whose token a request carries, also when it is refused because the token ended. */
export type OnHolder = (holder: AuthenticatedConnection, end?: EndedToken) => void;

const REALM = 'Bearer realm="Holdfast SCIM"';
const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
const SEND_A_TOKEN = 'Send the token of a connection as a bearer token';
/** What people's own API tokens begin with. Told by the shape alone, so that it gives nothing away. */
const API_TOKEN = /^hfa_/;
/** What access tokens begin with. */
const ACCESS_TOKEN = /^hfo_/;
const ASK_AGAIN = 'get a new one at the token endpoint';
const UNKNOWN_ACCESS = `The access token is not known here, or expired a while ago: ${ASK_AGAIN}`;
const UNKNOWN =
  'The bearer token is not known here: copy it again in full, or create a new one for the connection in the Holdfast console';
const OF_A_PERSON =
  'This is an API token of a person, which SCIM does not take: enter a token of the connection, created in the Holdfast console';

/**
 * The details of a 401 help whoever set the connection up. That a token expired or was revoked is told only to who holds
 * its whole secret: anything else is `unknown`, whether or not there is such a token.
 * @throws ScimError 401 with `WWW-Authenticate` (RFC 6750 §3) unless the header carries a live token;
 *   TooManyFailedAuthentications
 */
export async function authenticateRequest(
  authenticate: Authenticate,
  request: Pick<Request, 'headers' | 'ip'>,
  onHolder: OnHolder,
): Promise<AuthenticatedConnection> {
  const header = request.headers.authorization;
  if (header === undefined || !/^bearer\b/i.test(header)) throw unauthorized(SEND_A_TOKEN, REALM);
  const token = BEARER.exec(header)?.[1];
  if (token !== undefined && API_TOKEN.test(token)) throw invalidToken(OF_A_PERSON);
  const found = token === undefined ? 'unknown' : await authenticate(token, () => request.ip ?? 'unknown');
  if (found === 'unknown') throw invalidToken(token && ACCESS_TOKEN.test(token) ? UNKNOWN_ACCESS : UNKNOWN);
  const holder = 'ended' in found ? found.holder : found;
  if (holder) onHolder(holder, 'ended' in found ? found : undefined);
  if ('ended' in found) throw invalidToken(sentenceOf(found));
  if (found.connection.deletedAt) throw invalidToken('The connection of this token was deleted');
  return found;
}

function sentenceOf({ ended, at, isAccessToken }: EndedToken): string {
  const when = `${ended === 'expired' ? 'expired' : 'was revoked'} on ${minuteOf(at)}`;
  if (!isAccessToken) {
    return `The bearer token ${when}: create a new one for the connection and enter it in the identity provider`;
  }
  return ended === 'expired'
    ? `The access token ${when}: ${ASK_AGAIN}`
    : `The OAuth client or the secret behind the access token ${when}: enter its new secret in the identity provider`;
}

const minuteOf = (at: string): string => `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;

/** The reason stands in a header too, where RFC 6750 §3 allows printable ASCII without quotes and backslashes. */
const invalidToken = (reason: string): ScimError =>
  unauthorized(reason, `${REALM}, error="invalid_token", error_description="${reason}"`);

const unauthorized = (detail: string, challenge: string): ScimError =>
  new ScimError(401, undefined, detail, { 'www-authenticate': challenge });
