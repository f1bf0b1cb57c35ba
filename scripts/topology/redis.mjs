import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { SupervisedProcess } from './supervised-process.mjs';

/** A Redis that keeps what it holds on disk, evicts nothing and asks for a password. */
export async function startRedis({ port, folder, onPid }) {
  const password = randomBytes(18).toString('base64url');
  const data = join(folder, 'redis');
  mkdirSync(data, { recursive: true });
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: data,
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
    requirepass: password,
  };
  const server = new SupervisedProcess({
    name: 'redis',
    command: 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    log: join(folder, 'redis.log'),
    onPid,
    isReady: () => answers(port, password),
  });
  await server.start();
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    server,
    /** Ends it as a crash would, and starts it without any of its data. */
    async empty() {
      await server.stop('SIGKILL');
      rmSync(data, { recursive: true, force: true });
      mkdirSync(data);
      await server.start();
    },
  };
}

async function answers(port, password) {
  const client = new Redis(port, '127.0.0.1', { password, lazyConnect: true, retryStrategy: null });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } finally {
    client.disconnect();
  }
}
