import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerUnreadable, type DescribeUnreadable } from './answer-unreadable.ts';
import { CannotListen, PortTaken, UnprotectedAddress } from './listen-errors.ts';

export interface ListenSettings {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly trustedProxy?: string | undefined;
  /** Nothing secret travels, so that plain HTTP is fine on any address. */
  readonly isHarmless?: boolean;
  /** How requests that cannot be read are answered; by default as Node does, without a body. */
  readonly describeUnreadable?: DescribeUnreadable;
}

export interface Listening {
  readonly port: number;
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /**
   * Serves on, but ends every connection with its next answer: whoever keeps connections for later requests learns to
   * make a new one, which a balancer makes to another process.
   */
  drain(): void;
  /**
   * Stops accepting, lets running requests finish, and closes what is still open after `graceMs`. Resolves when nothing is
   * left.
   */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 10_000;
/** Longer than proxies keep idle connections, so that it is never this side that closes one as a request arrives. */
const KEEP_ALIVE_MS = 75_000;

/** @throws UnprotectedAddress, PortTaken, CannotListen */
export async function listen(listener: RequestListener, settings: ListenSettings): Promise<Listening> {
  const { host, port, tls, trustedProxy, isHarmless = false, describeUnreadable } = settings;
  if (!isLoopback(host) && !tls && !trustedProxy && !isHarmless) throw new UnprotectedAddress(host);
  const server = createServerFor(listener, tls);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5_000;
  if (describeUnreadable) answerUnreadable(server, describeUnreadable);
  let isDraining = false;
  server.prependListener('request', (_request, response) => {
    if (isDraining) response.setHeader('connection', 'close');
  });
  await start(server, host, port);
  const chosen = (server.address() as AddressInfo).port;
  return {
    port: chosen,
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${chosen}`,
    drain: () => {
      isDraining = true;
    },
    close: (graceMs = DEFAULT_GRACE_MS) => close(server, graceMs),
  };
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);

function createServerFor(listener: RequestListener, tls: ListenSettings['tls']): Server {
  // A request without a Host is answered by whoever it is for.
  const options = { requireHostHeader: false };
  if (!tls) return createServer(options, listener);
  try {
    return createTlsServer({ ...options, cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' }, listener);
  } catch (error) {
    throw new CannotListen(`The TLS certificate and key cannot be used: ${messageOf(error)}`);
  }
}

async function start(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(new PortTaken(host, port));
      else reject(new CannotListen(`Cannot listen on ${host} port ${port}: ${error.code ?? error.message}`));
    });
    server.listen({ host, port }, resolve);
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that was busy becomes idle when its answer is out, and would be kept for the next request.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const impatient = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(impatient);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
