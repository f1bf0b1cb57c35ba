import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { Pauses } from '../../application/pauses.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import { badRequest, ScimError } from '../errors/scim-error.ts';
import { type JsonBounds, parseInPieces } from './parse-in-pieces.ts';

const JSON_TYPES: ReadonlySet<string> = new Set(['application/scim+json', 'application/json']);
/** How much of a body that is too large is still taken in; then the client has to wait, and finds the answer. */
const DISCARD_FACTOR = 4;
/** How long a body may take to arrive by default: even a slow line sends the largest in less. */
const BODY_MS = 30_000;
/** How long a client that goes on sending may take to read that its body is too large. */
const LINGER_MS = 1_000;

/**
 * Reads a request body as JSON, once and bounded. A missing Content-Type is taken for JSON. Undefined: there is no body.
 * @throws ScimError 415 for another type, charset or encoding; 413 beyond `maxBytes` and `bounds`; 408 when it has not
 *   arrived whole within `withinMs`; 400 invalidSyntax
 */
export async function readJsonBody(
  request: IncomingMessage,
  maxBytes: number,
  bounds: JsonBounds,
  withinMs = BODY_MS,
): Promise<Json | undefined> {
  const { headers } = request;
  const announced = Number(headers['content-length'] ?? 0);
  if (announced === 0 && headers['transfer-encoding'] === undefined) return undefined;
  assertReadable(headers['content-type'], headers['content-encoding']);
  const bytes = await collect(request, maxBytes, announced, withinMs);
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw badRequest('invalidSyntax', 'The body is not valid UTF-8');
  return parseInPieces(withoutByteOrderMark(bytes), bounds, new Pauses());
}

function assertReadable(contentType: string | undefined, encoding: string | undefined): void {
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new ScimError(415, undefined, 'Compressed bodies are not accepted: send it without Content-Encoding');
  }
  if (contentType === undefined || contentType === '') return;
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';', 8);
  if (!JSON_TYPES.has(mediaType.trim())) {
    throw new ScimError(415, undefined, 'The Content-Type must be application/scim+json or application/json');
  }
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?(?:utf-8|utf8|us-ascii)"?$/.test(charset)) {
    throw new ScimError(415, undefined, 'The charset must be utf-8');
  }
}

function collect(request: IncomingMessage, maxBytes: number, announced: number, withinMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      chunks.length = 0;
      reject(new ScimError(413, undefined, `The body is larger than ${maxBytes} bytes`));
    };
    const patience = setTimeout(() => {
      reject(new ScimError(408, undefined, 'The body did not arrive whole in time: send it at once', CLOSE));
    }, withinMs);
    request.once('close', () => clearTimeout(patience));
    if (announced > maxBytes) refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else if (size > maxBytes * DISCARD_FACTOR) request.pause();
      else refuse();
    });
    request.on('end', () => {
      clearTimeout(patience);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    const breakOff = () => {
      if (!request.complete) reject(badRequest('invalidSyntax', 'The body ended early'));
    };
    request.on('error', breakOff);
    request.on('close', breakOff);
  });
}

/**
 * Ends the connection of a body that has not arrived although its request was answered: whatever the client sends next
 * would be taken for the rest of it and never be answered. Closing at once would reset the connection, and the client would
 * lose the answer together with what it was sending.
 */
export function dismiss(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.once('close', () => clearTimeout(timer));
}

const CLOSE = { connection: 'close' };

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

const withoutByteOrderMark = (text: Buffer): Buffer =>
  text.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? text.subarray(BYTE_ORDER_MARK.length) : text;
