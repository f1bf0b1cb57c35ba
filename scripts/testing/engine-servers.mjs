import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findMongod } from './mongod-binary.mjs';

/** Test data need no disk: in memory, where there is such a place, indexes are made many times faster. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A Redis of the run's own, in memory only. */
export async function startRedis() {
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: '/' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  await once(server, 'spawn');
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill('SIGKILL') };
}

/** A replica set of one `mongod` of the run's own, with the fault points that tests use. */
export async function startMongo() {
  process.env.MONGOMS_SYSTEM_BINARY = findMongod();
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  const dbPath = mkdtempSync(join(place, 'holdfast-mongo-'));
  const set = await MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger' },
    instanceOpts: [{ dbPath, args: ['--setParameter', 'enableTestCommands=1', '--wiredTigerCacheSizeGB', '1'] }],
  });
  return {
    url: set.getUri('test'),
    async stop() {
      await set.stop({ doCleanup: true, force: true });
      rmSync(dbPath, { recursive: true, force: true });
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
