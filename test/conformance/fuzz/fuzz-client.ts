import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { FuzzRequest } from './fuzz-request.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What nobody answered: the connection was closed, which a server may do to whoever does not speak HTTP. */
export const UNANSWERED: FuzzAnswer = { status: 0, contentType: '', text: '' };

const PATIENCE_MS = 60_000;

/** Sends hostile requests as they are, as far as Node can say them. */
export class FuzzClient {
  readonly #url: URL;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(scimBaseUrl: string, token: string, lanes: number) {
    this.#url = new URL(scimBaseUrl);
    this.#token = token;
    this.#agent = new Agent({ keepAlive: true, maxSockets: lanes });
  }

  send({ method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request({
        agent: this.#agent,
        host: this.#url.hostname,
        port: this.#url.port,
        method,
        path: this.#url.pathname + path,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...headers,
          ...(body && !('transfer-encoding' in headers) && { 'content-length': String(body.length) }),
        },
      });
      outgoing.setTimeout(PATIENCE_MS, () => outgoing.destroy(new Error(`${method} ${path} was never answered`)));
      outgoing.on('response', (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, contentType: incoming.headers['content-type'] ?? '', text }),
        );
      });
      // A server may close a connection on which it refused a body before all of it was sent.
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(UNANSWERED) : reject(error),
      );
      outgoing.end(body);
    });
  }

  /** The request as it would stand on a connection. */
  bytesOf({ method, path, headers, body = Buffer.alloc(0) }: FuzzRequest): Buffer {
    const fields = {
      host: this.#url.host,
      authorization: `Bearer ${this.#token}`,
      'content-length': String(body.length),
      ...headers,
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `${method} ${this.#url.pathname}${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), body]);
  }

  /** Writes bytes to a connection of their own, and returns the status of what comes back first. */
  sendBytes(bytes: Buffer): Promise<FuzzAnswer> {
    return new Promise((resolve) => {
      const socket = connect(Number(this.#url.port), this.#url.hostname);
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      socket.on('error', () => {});
      socket.on('close', () => {
        const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
        resolve(status === undefined ? UNANSWERED : { status: Number(status), ...read(text) });
      });
      socket.end(bytes);
    });
  }

  /** Begins a body and goes on a byte a second; the function ends that. */
  trickle(): () => void {
    const socket = connect(Number(this.#url.port), this.#url.hostname);
    socket.on('error', () => {});
    socket.resume();
    const { pathname, host } = this.#url;
    const lines = [`POST ${pathname}/Users HTTP/1.1`, `Host: ${host}`, `Authorization: Bearer ${this.#token}`];
    socket.write(`${lines.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const timer = setInterval(() => socket.write('1\r\n{\r\n'), 1_000);
    return () => {
      clearInterval(timer);
      socket.destroy();
    };
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The first answer of those that came back, as far as it has a length. */
function read(text: string): Pick<FuzzAnswer, 'contentType' | 'text'> {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end);
  const length = Number(/^content-length: (\d+)\r?$/im.exec(head)?.[1] ?? 0);
  const body = Buffer.from(text.slice(end + 4)).subarray(0, length);
  return { contentType: /^content-type: ([^\r]*)\r?$/im.exec(head)?.[1] ?? '', text: body.toString() };
}
