import { setTimeout as sleep } from 'node:timers/promises';
import { Created } from './created.ts';
import type { Exchange, Provider, Variables } from './exchange.ts';
import { fill, fillString } from './fill-template.ts';
import { type Received, Transport } from './transport.ts';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Received['headers'];
  /** Parsed JSON, the text when it is none; undefined when there is no body. */
  readonly body: unknown;
  readonly ms: number;
}

export interface ScimClientOptions {
  /** Connections at once; default 8. */
  readonly connections?: number;
  /** Sends nothing any more once it is aborted, but for cleaning up. */
  readonly signal?: AbortSignal;
  /** True: writes to nothing but what it created itself, whatever it is asked. */
  readonly onlyOwn?: boolean;
}

/** How often a request that came too fast (429) is sent again, after the time it was told. */
const MOST_RETRIES = 20;
/** A server that is busy for a moment (503 with a short Retry-After) is asked again so often. */
const MOST_BUSY_RETRIES = 3;
const MOMENT_SECONDS = 5;

/**
 * Speaks SCIM as one identity provider: its headers, its way of encoding, over connections that are kept alive. The
 * request target is written as it stands, so `+` and `%20` arrive the way the provider sends them.
 */
export class ScimClient {
  readonly provider: Provider;
  readonly #transport: Transport;
  readonly #token: string;
  readonly #options: ScimClientOptions;
  readonly #created = new Created();
  #isCleaning = false;
  /** How many requests were sent. */
  sent = 0;

  constructor(provider: Provider, baseUrl: string, token: string, options: ScimClientOptions = {}) {
    this.provider = provider;
    this.#token = token;
    this.#options = options;
    this.#transport = new Transport(baseUrl, options.connections ?? 8);
  }

  /** @throws when no answer comes, MissingVariable, the reason of the signal */
  async send(exchange: Exchange, variables: Variables): Promise<Answer> {
    if (!this.#isCleaning) this.#options.signal?.throwIfAborted();
    const { method } = exchange;
    const path = fillString(exchange.path, variables, (value) => this.#encode(value));
    if (this.#options.onlyOwn) this.#created.assertOwn(method, path);
    const filled = exchange.body === undefined ? undefined : fill(exchange.body, variables);
    const body = filled === undefined ? undefined : JSON.stringify(filled);
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
    const note = this.#created.begin(method, path, filled);
    const received = await this.#exchangePatiently(method, path, Object.fromEntries(headers), body);
    const { status } = received;
    const answer = { status, headers: received.headers, body: parse(received.text), ms: performance.now() - started };
    note(answer);
    return answer;
  }

  /** Deletes what was created, the newest first, also what was never heard of again; returns what is still there. */
  async removeCreated(): Promise<string[]> {
    this.#isCleaning = true;
    try {
      for (const { look, found } of this.#created.unsure()) {
        const answer = await this.#quietly({ step: 'looks for it', method: 'GET', path: look });
        if (answer?.status === 200) found(answer.body);
      }
      for (const path of this.#created.left()) {
        const answer = await this.#quietly({ step: 'cleans up', method: 'DELETE', path });
        if (answer?.status === 404) this.#created.gone(path);
      }
    } finally {
      this.#isCleaning = false;
    }
    return this.#created.left();
  }

  #quietly(exchange: Omit<Exchange, 'expect'>): Promise<Answer | undefined> {
    return this.send({ ...exchange, expect: { status: [] } }, {}).catch(() => undefined);
  }

  /** Providers come back when they were told to. */
  async #exchangePatiently(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string | undefined,
  ): Promise<Received> {
    for (let tries = 0; ; tries++) {
      const received = await this.#transport.exchange(method, path, headers, body);
      const seconds = Number(received.headers['retry-after']) || 1;
      const isBusy = received.status === 503 && seconds <= MOMENT_SECONDS && tries < MOST_BUSY_RETRIES;
      if (!isBusy && (received.status !== 429 || tries === MOST_RETRIES)) return received;
      const signal = this.#isCleaning ? undefined : this.#options.signal;
      await sleep(Math.max(1, seconds) * 1000, undefined, signal && { signal });
    }
  }

  #encode(value: string): string {
    const encoded = encodeURIComponent(value);
    return this.provider.space === '+' ? encoded.replaceAll('%20', '+') : encoded;
  }

  close(): void {
    this.#transport.close();
  }
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
