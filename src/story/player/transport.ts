import { type IncomingHttpHeaders, Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const TIMEOUT_MS = 60_000;

/** HTTP below one base URL, over connections that are kept alive. The target is written as it stands, never normalized. */
export class Transport {
  readonly #base: URL;
  readonly #agent: PlainAgent | TlsAgent;

  constructor(baseUrl: string, connections: number) {
    this.#base = new URL(baseUrl.replace(/\/+$/, ''));
    const options = { keepAlive: true, maxSockets: connections };
    this.#agent = this.#isTls ? new TlsAgent(options) : new PlainAgent(options);
  }

  /** @throws when no answer comes within a minute */
  exchange(method: string, path: string, headers: Record<string, string>, body: string | undefined): Promise<Received> {
    const send = this.#isTls ? requestTls : requestPlain;
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
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      request.on('timeout', () => request.destroy(new Error(`No answer within ${TIMEOUT_MS / 1000} s`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  get #isTls(): boolean {
    return this.#base.protocol === 'https:';
  }

  close(): void {
    this.#agent.destroy();
  }
}
