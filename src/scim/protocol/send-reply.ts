import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ScimError } from '../errors/scim-error.ts';
import { ERROR_RESPONSE } from '../schema/schema-urns.ts';
import type { ScimReply } from './scim-call.ts';

export const CONTENT_TYPE = 'application/scim+json; charset=utf-8';
/** What is gathered before it is written: an answer up to this size goes out whole, with its length. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Writes a reply: RFC 7644's media type, no caching of personal data, large bodies in pieces as the client reads them. */
export async function sendReply(response: ServerResponse, { status, body, headers }: ScimReply): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  for (const name in headers) response.setHeader(name, headers[name] ?? '');
  response.statusCode = status;
  if (body === undefined) response.end();
  else if (Buffer.isBuffer(body)) sendWhole(response, body);
  else if (isStream(body)) await sendPieces(response, body);
  else sendWhole(response, JSON.stringify(body));
}

/** The error message of RFC 7644 §3.12; `status` is a string there. */
export const errorReply = ({ status, scimType, message, headers }: ScimError): ScimReply => ({
  status,
  headers,
  body: {
    schemas: [ERROR_RESPONSE],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail: message,
  },
});

const isStream = (body: object): body is AsyncIterable<string> => Symbol.asyncIterator in body;

/** Node adds the length and puts head and body into one write, as long as the body is a string. */
function sendWhole(response: ServerResponse, body: string | Buffer): void {
  response.setHeader('content-type', CONTENT_TYPE);
  response.end(body);
}

async function sendPieces(response: ServerResponse, pieces: AsyncIterable<string>): Promise<void> {
  let gathered = '';
  for await (const piece of pieces) {
    if (response.destroyed) return;
    gathered += piece;
    const isDue = piece === '' ? gathered !== '' : gathered.length >= CHUNK_CHARACTERS;
    if (!isDue) continue;
    if (!response.headersSent) response.setHeader('content-type', CONTENT_TYPE);
    const flows = response.write(gathered);
    gathered = '';
    if (!flows) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  if (response.headersSent) response.end(gathered);
  else sendWhole(response, gathered);
}
