import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchMongod } from '../../testing/mongod-binary.mjs';

/** A replica set of one `mongod`, its data and journal on disk. On other machines the library downloads a `mongod`. */
export async function startMongo(folder) {
  const binary = process.platform === 'linux' ? fetchMongod() : undefined;
  if (binary) {
    process.env.MONGOMS_SYSTEM_BINARY = binary;
    process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false';
  }
  const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
  const dbPath = join(folder, 'mongod');
  mkdirSync(dbPath, { recursive: true });
  const set = await MongoMemoryReplSet.create({
    replSet: { count: 1, storageEngine: 'wiredTiger' },
    instanceOpts: [{ dbPath, args: ['--wiredTigerCacheSizeGB', '1'] }],
  });
  return { url: set.getUri('holdfast'), stop: () => set.stop({ doCleanup: false, force: true }) };
}
