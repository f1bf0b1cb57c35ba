import { describe, it, jest } from '@jest/globals';
import { flushRedis } from '../support/empty-queue.ts';
import { hasRedisServer, startRedisServer } from '../support/redis-server.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { pushDisturbed } from './push-disturbed.ts';
import { startSeparateProcesses } from './separate-processes.ts';

const PEOPLE = Number(process.env.CRASH_USERS ?? 300);
const FLUSHES = Number(process.env.CRASH_KILLS ?? 3);
const SEED = seedFrom('CRASH_SEED');

jest.setTimeout(120_000 + PEOPLE * 100 + FLUSHES * 10_000);

const describeWithRedis = hasRedisServer() ? describe : describe.skip;
if (!hasRedisServer()) {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
}

describeWithRedis(`a sync of ${PEOPLE} people, queue on Redis, emptied ${FLUSHES} times, seed ${SEED}`, () => {
  it('FLUSHALL while jobs run: every job is still applied, once', async () => {
    const redis = await startRedisServer();
    const processes = await startSeparateProcesses({ queueUrl: redis.url });
    let lost = 0;
    try {
      const random = new SeededRandom(SEED);
      const pushed = await pushDisturbed(processes, { people: PEOPLE, times: FLUSHES, random }, async () => {
        lost += await flushRedis(redis.url);
      });
      console.info(`Flushed ${FLUSHES} times, ${lost} queue entries lost: ${JSON.stringify(pushed)}`);
    } finally {
      await processes.close();
      await redis.stop();
    }
  });
});
