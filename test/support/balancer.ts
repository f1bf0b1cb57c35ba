import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from './until.ts';

/** An HTTP balancer as people put before several processes: round robin, kept connections, health by `/readyz`. */
export interface Balancer {
  readonly url: string;
  /** Requests each backend answered, by port. */
  readonly answered: ReadonlyMap<number, number>;
  /** What went wrong between balancer and backends after a request was on its way: none of it may be repeated. */
  readonly broken: readonly string[];
  /** Waits until the backend gets requests, or none any more. */
  uses(port: number, isUsed: boolean): Promise<void>;
  close(): Promise<void>;
}

const LOOK_MS = 100;

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const answered = new Map(ports.map((port) => [port, 0]));
  const ready = new Set<number>();
  const broken: string[] = [];
  let turn = 0;

  const look = async (port: number): Promise<void> => {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) ready.add(port);
    else ready.delete(port);
  };
  const stopping = new AbortController();
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await Promise.all(ports.map(look));
      await delay(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const candidates = ports.filter((port) => ready.has(port));
    for (let tries = 0; tries < candidates.length; tries++) {
      const port = candidates[turn++ % candidates.length] ?? 0;
      const outcome = await forward(port, incoming, Buffer.concat(chunks), response);
      if (outcome === 'answered') return void answered.set(port, (answered.get(port) ?? 0) + 1);
      ready.delete(port);
      if (outcome === 'refused') continue;
      broken.push(`${incoming.method} ${incoming.url}: ${outcome.message}`);
      return void response.writeHead(502).end();
    }
    response.writeHead(503, { 'retry-after': '1' }).end();
  };

  const forward = (port: number, { method, url, headers }: IncomingMessage, body: Buffer, response: ServerResponse) =>
    new Promise<'answered' | 'refused' | Error>((resolve) => {
      const outgoing = request({ agent, host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        const { connection: _connection, 'keep-alive': _keepAlive, ...passed } = answer.headers;
        response.writeHead(answer.statusCode ?? 502, passed);
        answer.on('error', resolve);
        answer.pipe(response).on('finish', () => resolve('answered'));
      });
      // Only a connection that never stood tells that the request was not begun.
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'ECONNREFUSED' ? 'refused' : error);
      });
      outgoing.end(body);
    });

  const server = createServer((incoming, response) => void pass(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered,
    broken,
    uses: async (port, isUsed) =>
      void (await until(`${port} to be ${isUsed ? 'used' : 'left alone'}`, async () => ready.has(port) === isUsed)),
    async close() {
      stopping.abort();
      await looking;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      agent.destroy();
    },
  };
}
