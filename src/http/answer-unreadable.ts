import { type IncomingMessage, maxHeaderSize, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** What cannot be read as HTTP, or took too long to arrive. */
export interface UnreadableRequest {
  /** Of this request; where that cannot be told, of the one before on the same connection. */
  readonly path: string | undefined;
  readonly status: number;
  readonly detail: string;
}

/** The body of an answer in the format of whichever surface the path belongs to. */
export type DescribeUnreadable = (request: UnreadableRequest) => {
  readonly contentType: string;
  readonly body: string;
};

interface ParseError extends Error {
  readonly code?: string;
  /** The last bytes that arrived, which need not be the first ones of the request. */
  readonly rawPacket?: Buffer;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** As it arrived: routers shorten the request's own to what is below them. */
  readonly url: string | undefined;
}

const TOO_LARGE = {
  status: 431,
  detail: `The address and the headers of a request may have ${maxHeaderSize} bytes together: send a long filter in the body of a POST to /.search`,
};
const FAILURES: Readonly<Record<string, Omit<UnreadableRequest, 'path'>>> = {
  HPE_HEADER_OVERFLOW: TOO_LARGE,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: 'The chunks of the body have extensions that are too large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: 'The request did not arrive whole in time: send it at once' },
};
const UNREADABLE = { status: 400, detail: 'The request cannot be read as HTTP/1.1' };
const EXPECTATION = { status: 417, detail: 'The only expectation that can be met is 100-continue' };

const REQUEST_LINE = /^([A-Z-]+) (?:https?:\/\/[^/\s]*)?(\/[^\s?]*)/i;

/**
 * Answers requests that Node gives to no listener with a body that says what is wrong, then ends the connection, whose
 * bytes make no sense any more.
 */
export function answerUnreadable(server: Server, describe: DescribeUnreadable): void {
  const latest = new WeakMap<Duplex, Exchange>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    latest.set(request.socket, { request, response, url: request.url });
    // Nothing is upgraded here; after a body with that header Node reads no further request of the connection.
    if (request.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  });
  server.on('clientError', (error: ParseError, socket: Duplex) => {
    const before = latest.get(socket);
    if (error.code === 'ECONNRESET' || !socket.writable || (before && mayNotAnswer(before))) {
      socket.destroy();
      return;
    }
    const failure = FAILURES[error.code ?? ''] ?? UNREADABLE;
    const head = error.rawPacket?.toString('latin1', 0, 2_000) ?? '';
    const [, method, path] = REQUEST_LINE.exec(head) ?? [];
    const refused = { path: path ?? before?.url, ...failure };
    socket.end(asBytes(refused.status, describe(refused), method), () => socket.destroy());
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const { contentType, body } = describe({ path: request.url, ...EXPECTATION });
    response.statusCode = EXPECTATION.status;
    response.setHeader('content-type', contentType).setHeader('cache-control', 'no-store').end(body);
  });
}

/**
 * An answer that has begun cannot be taken back, one that announced the end of the connection is the last, and one request
 * has one answer: what makes no sense may be the rest of a body that was refused before it had arrived.
 */
function mayNotAnswer({ request, response }: Exchange): boolean {
  return response.headersSent && (!response.writableFinished || !response.shouldKeepAlive || !request.complete);
}

function asBytes(
  status: number,
  { contentType, body }: ReturnType<DescribeUnreadable>,
  method: string | undefined,
): string {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${contentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${method === 'HEAD' ? '' : body}`;
}
