import { rmSync } from 'node:fs';
import { openMongoView } from './mongo-view.mjs';
import { startMongo } from './start-mongo.mjs';
import { startRedis } from './start-redis.mjs';

/** MongoDB, a replica set of one, and Redis; both on disk and with the settings they ship with. */
export const mongo = {
  name: 'mongo',
  title: 'MongoDB',
  bares: [
    { name: 'bare Express, mongoose', script: 'scripts/bench/bare/mongoose.mjs' },
    { name: 'bare Express, driver', script: 'scripts/bench/bare/driver.mjs' },
  ],
  hasTargets: false,

  async startServers(folder) {
    const [database, queue] = await Promise.all([startMongo(folder), startRedis(folder)]);
    return {
      environment: { DATABASE_URL: database.url, QUEUE_URL: queue.url },
      openView: () => openMongoView({ databaseUrl: database.url, queueUrl: queue.url }),
      remove: async () => {
        await Promise.all([database.stop(), queue.stop()]);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};
