import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type RedisOptions } from 'ioredis';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** SIGSTOP: connections stay and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends the server; nothing it held survives. */
  stop(): Promise<void>;
}

type ClientOptions = Pick<RedisOptions, 'port' | 'password' | 'tls'>;

export interface RedisServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Lines of redis.conf, as name and value. */
  readonly settings?: Readonly<Record<string, string>>;
  /** How to reach it for a first look, when that takes more than its port. */
  readonly client?: ClientOptions;
  /** A Sentinel's configuration, `port` included, in place of settings. */
  readonly sentinelFile?: string;
}

/** Whether this machine has a `redis-server` (Debian: `apt-get install redis-server`). */
export function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Starts a real Redis on a free port (or this one), in memory only. It ends with this process at the latest. */
export async function startRedisServer(how: number | RedisServerOptions = {}): Promise<RedisServer> {
  const options = typeof how === 'number' ? { port: how } : how;
  const port = options.port ?? (await freePort());
  const server = spawn(
    'redis-server',
    options.sentinelFile ? [options.sentinelFile, '--sentinel'] : settingsOf(port, options.settings),
    {
      stdio: 'ignore',
    },
  );
  const killWithProcess = (): boolean => server.kill('SIGKILL');
  process.once('exit', killWithProcess);
  await answers({ port, ...options.client }, server);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    stop: async () => {
      process.off('exit', killWithProcess);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}

function settingsOf(port: number, settings: Readonly<Record<string, string>> = {}): string[] {
  const memoryOnly = { port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no', dir: '/' };
  return Object.entries({ ...memoryOnly, ...settings }).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** Nobody listens on it, nor on the one that is `above` it (a cluster's nodes talk to each other there). */
export async function freePort(above = 0): Promise<number> {
  for (;;) {
    const port = await listenBriefly(0);
    if (above === 0) return port;
    if (port + above <= 65_535 && (await listenBriefly(port + above).catch(() => 0)) !== 0) return port;
  }
}

async function listenBriefly(wanted: number): Promise<number> {
  const probe = createServer().listen(wanted, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answers(options: ClientOptions, server: ChildProcess): Promise<void> {
  const client = new Redis({ lazyConnect: true, retryStrategy: () => 20, enableReadyCheck: false, ...options });
  client.on('error', () => {});
  try {
    void client.connect().catch(() => {});
    while (client.status !== 'ready') {
      if (server.exitCode !== null) throw new Error(`redis-server ended with code ${server.exitCode}`);
      await sleep(10);
    }
    await client.ping();
  } finally {
    client.disconnect();
  }
}
