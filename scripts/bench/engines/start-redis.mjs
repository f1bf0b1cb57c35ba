import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** A Redis that keeps what it is told, with the settings of docker-compose.yml. */
export async function startRedis(folder) {
  const dir = join(folder, 'redis');
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', appendonly: 'yes', 'maxmemory-policy': 'noeviction', dir };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await once(server, 'spawn').catch((error) => {
    throw new Error('redis-server cannot be started: is it installed?', { cause: error });
  });
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => {
      server.kill('SIGKILL');
      return ended;
    },
  };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
