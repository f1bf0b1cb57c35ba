import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface RedisServer {
  readonly url: string;
  /** Ends the server; nothing it held survives. */
  stop(): Promise<void>;
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
export async function startRedisServer(wantedPort?: number): Promise<RedisServer> {
  const port = wantedPort ?? (await freePort());
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no', dir: '/' };
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', options, { stdio: 'ignore' });
  const killWithProcess = (): boolean => server.kill('SIGKILL');
  process.once('exit', killWithProcess);
  const url = `redis://127.0.0.1:${port}`;
  await answers(url, server);
  return {
    url,
    stop: async () => {
      process.off('exit', killWithProcess);
      if (server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 20 });
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
