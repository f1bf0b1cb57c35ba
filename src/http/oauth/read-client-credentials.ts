import { isUtf8 } from 'node:buffer';
import { invalidClient, invalidRequest } from './oauth-error.ts';

export interface GivenCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const BASIC = /^basic +([A-Za-z0-9+/_-]+={0,2}) *$/i;
const SEND_THEM = 'Send the client id and secret by HTTP Basic, or as client_id and client_secret in the body';

/**
 * Who asks for a token: by HTTP Basic or in the body (RFC 6749 §2.3.1), never by both. A `client_id` in the body beside
 * HTTP Basic is no second way as long as it is the same. @throws OauthError invalid_client, invalid_request
 */
export function readClientCredentials(header: string | undefined, form: ReadonlyMap<string, string>): GivenCredentials {
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  if (header === undefined) {
    if (!clientId || !clientSecret) throw invalidClient(SEND_THEM);
    return { clientId, clientSecret };
  }
  if (clientSecret !== undefined) {
    throw invalidRequest('The client authenticates in two ways: use HTTP Basic or the body, not both');
  }
  const basic = readBasic(header);
  if (clientId !== undefined && clientId !== basic.clientId) {
    throw invalidRequest('client_id in the body is another one than in the Authorization header');
  }
  return basic;
}

function readBasic(header: string): GivenCredentials {
  const [, encoded] = BASIC.exec(header) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const text = isUtf8(bytes) ? bytes.toString('utf8') : '';
  const colon = text.indexOf(':');
  const clientId = decodeForm(text.slice(0, Math.max(0, colon)));
  const clientSecret = decodeForm(text.slice(colon + 1));
  if (colon < 0 || !clientId || !clientSecret) throw invalidClient(SEND_THEM);
  return { clientId, clientSecret };
}

/** Both halves are form-urlencoded before they are joined. What is not encoded rightly fits no client. */
function decodeForm(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
