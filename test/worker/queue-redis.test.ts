import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { Inbox } from './inbox.ts';
import { describeQueue } from './queue-contract.ts';
import type { QueueServer } from './queue-server.ts';

async function startRedisQueue(): Promise<QueueServer> {
  const { url, stop } = await startRedisServer();
  const admin = new Redis(url);
  return {
    backend: { kind: 'redis', url },
    empty: async () => {
      await admin.flushall();
    },
    // A job is a hash whose key ends in the job's id, a UUID.
    jobsKept: async () => (await admin.keys('*-*-*-*-*')).length,
    close: async () => {
      admin.disconnect();
      await stop();
    },
  };
}

if (hasRedisServer()) {
  describeQueue('Redis', startRedisQueue);
  describeInstallations();
} else {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
  describe.skip('SKIPPED: redis-server is not installed', () => {
    it('runs the queue suite on Redis', () => {});
  });
}

function describeInstallations(): void {
  describe('two installations on one Redis', () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedisServer();
    });
    afterAll(() => redis.stop());

    it('do not see each other’s jobs', async () => {
      const silent = { info: () => {}, warn: () => {}, error: () => {} };
      const backend = { kind: 'redis', url: redis.url } as const;
      const one = await openBullQueue({ backend, installationId: 'one', log: silent });
      const two = await openBullQueue({ backend, installationId: 'two', log: silent });
      const names = { name: 'test.names', payload: z.string() };
      await one.enqueue(names, 'for one', 'change');
      await two.enqueue(names, 'for two', 'change');
      const inbox = new Inbox<string>();
      await two.work(names, inbox.handler, { concurrency: 1 });
      expect((await inbox.next()).payload).toBe('for two');
      await two.close();
      expect(await one.depth(names)).toEqual({ removal: 0, change: 1, bulk: 0 });
      expect(inbox.received).toHaveLength(1);
      await one.close();
    });
  });
}
