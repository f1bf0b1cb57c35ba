import { Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, Provider, Variables } from './exchange.ts';
import { fill, fillString } from './fill-template.ts';

export interface Answer {
  readonly status: number;
  /** Parsed JSON, the text when it is none; undefined when there is no body. */
  readonly body: unknown;
  readonly ms: number;
}

const TIMEOUT_MS = 60_000;
/** How often a request that came too fast (429) is sent again, after the time it was told. */
const MOST_RETRIES = 20;

/**
 * Speaks SCIM as one identity provider: its headers, its way of encoding, over connections that are kept alive. The
 * request target is written as it stands, so `+` and `%20` arrive the way the provider sends them.
 */
export class ScimClient {
  readonly provider: Provider;
  readonly #base: URL;
  readonly #token: string;
  readonly #agent: PlainAgent | TlsAgent;
  /** Paths of what this client created and nobody deleted since. */
  readonly #created = new Set<string>();
  /** How many requests were sent. */
  sent = 0;

  constructor(provider: Provider, baseUrl: string, token: string, connections = 8) {
    this.provider = provider;
    this.#base = new URL(baseUrl.replace(/\/+$/, ''));
    this.#token = token;
    const options = { keepAlive: true, maxSockets: connections };
    this.#agent = this.#base.protocol === 'https:' ? new TlsAgent(options) : new PlainAgent(options);
  }

  async send(exchange: Exchange, variables: Variables): Promise<Answer> {
    const path = fillString(exchange.path, variables, (value) => this.#encode(value));
    const body = exchange.body === undefined ? undefined : JSON.stringify(fill(exchange.body, variables));
    const headers = Object.entries({
      authorization: `Bearer ${this.#token}`,
      ...lowerCased(this.provider.headers),
      ...(body !== undefined && {
        'content-type': this.provider.contentType,
        'content-length': String(Buffer.byteLength(body)),
      }),
      ...lowerCased(exchange.headers ?? {}),
    }).filter((header): header is [string, string] => header[1] !== null);
    this.sent += 1;
    const started = performance.now();
    const { status, text } = await this.#exchangePatiently(exchange.method, path, Object.fromEntries(headers), body);
    const answer = { status, body: parse(text), ms: performance.now() - started };
    this.#noteCreated(exchange.method, path, answer);
    return answer;
  }

  #noteCreated(method: string, path: string, { status, body }: Answer): void {
    const { id } = (typeof body === 'object' && body !== null ? body : {}) as { id?: unknown };
    if (method === 'POST' && status === 201 && typeof id === 'string') this.#created.add(`${path}/${id}`);
    if (method === 'DELETE' && status < 300) this.#created.delete(path);
  }

  /** Deletes what was created, the newest first; returns what is still there. */
  async removeCreated(): Promise<string[]> {
    for (const path of [...this.#created].reverse()) {
      const exchange = { step: 'cleans up', method: 'DELETE', path, expect: { status: [204] } } as const;
      const answer = await this.send(exchange, {}).catch(() => undefined);
      if (answer?.status === 404) this.#created.delete(path);
    }
    return [...this.#created];
  }

  /** Providers come back when they were told to. */
  async #exchangePatiently(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Received> {
    for (let tries = 0; ; tries++) {
      const received = await this.#exchange(method, path, headers, body);
      if (received.status !== 429 || tries === MOST_RETRIES) return received;
      await sleep(Math.max(1, received.retryAfterSeconds) * 1000);
    }
  }

  #exchange(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Received> {
    const send = this.#base.protocol === 'https:' ? requestTls : requestPlain;
    return new Promise((resolve, reject) => {
      const request = send(
        {
          method,
          headers,
          agent: this.#agent,
          hostname: this.#base.hostname.replace(/^\[|\]$/g, ''),
          port: this.#base.port,
          path: `${this.#base.pathname.replace(/\/$/, '')}${path}`,
          timeout: TIMEOUT_MS,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
              retryAfterSeconds: Number(response.headers['retry-after']) || 1,
            }),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error(`No answer within ${TIMEOUT_MS / 1000} s`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  #encode(value: string): string {
    const encoded = encodeURIComponent(value);
    return this.provider.space === '+' ? encoded.replaceAll('%20', '+') : encoded;
  }

  close(): void {
    this.#agent.destroy();
  }
}

interface Received {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds: number;
}

const lowerCased = (headers: { readonly [name: string]: string | null }): Record<string, string | null> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
