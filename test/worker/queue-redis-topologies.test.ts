import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { JobQueue } from '../../src/application/ports/job-queue.ts';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import { CleanUp } from '../support/clean-up.ts';
import { startRedisCluster } from '../support/redis-cluster.ts';
import { startRedisWithSentinel } from '../support/redis-sentinels.ts';
import { hasRedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { Inbox } from './inbox.ts';
import { type Note, notes, text } from './notes.ts';

jest.setTimeout(120_000);

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const INSTALLATION = 'topology';

const describeWithRedis = hasRedisServer() ? describe : describe.skip;
if (!hasRedisServer()) {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
}

describeWithRedis('a queue on more than one Redis', () => {
  const cleanUp = new CleanUp();
  const unhandled: unknown[] = [];
  const onUnhandled = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', onUnhandled);
  afterEach(async () => {
    await cleanUp.run();
    expect(unhandled).toEqual([]);
  });

  const open = async (url: string): Promise<JobQueue> => {
    const queue = await openBullQueue({ backend: { kind: 'redis', url }, installationId: INSTALLATION, log: silent });
    cleanUp.add(() => queue.close());
    return queue;
  };

  /** Enqueues one job after the other, as often as it takes, until one of them arrives. */
  const untilDelivered = (queue: JobQueue, inbox: Inbox<Note>, name: string): Promise<true> => {
    let sent = 0;
    return until(`${name} to be delivered`, async () => {
      await queue.enqueue(notes, { text: `${name} ${sent++}` }, 'removal').catch(() => {});
      return inbox.payloads.map(text).some((one) => one.startsWith(name)) && true;
    });
  };

  describe('in a cluster', () => {
    it('carries jobs of every class, all keys in one slot', async () => {
      const cluster = await startRedisCluster();
      cleanUp.add(() => cluster.close());
      const producer = await open(cluster.url);
      const worker = await open(cluster.url);
      for (const priority of ['bulk', 'change', 'removal'] as const) {
        await producer.enqueue(notes, { text: priority }, priority);
      }
      expect(await producer.depth(notes)).toEqual({ removal: 1, change: 1, bulk: 1 });
      await producer.ping();
      const inbox = new Inbox<Note>();
      await worker.work(notes, inbox.handler, { concurrency: 1 });
      await inbox.until(() => inbox.received.length === 3);
      await until('finished jobs to leave', async () => (await cluster.keys()).every((key) => !/-.*-.*-.*-/.test(key)));
      const keys = await cluster.keys();
      expect(keys.length).toBeGreaterThan(0);
      expect(keys.filter((key) => !key.startsWith(`{holdfast-${INSTALLATION}}:`))).toEqual([]);
    });

    it('works on by itself after the node that keeps it was killed and came back empty', async () => {
      const cluster = await startRedisCluster();
      cleanUp.add(() => cluster.close());
      const queue = await open(cluster.url);
      const inbox = new Inbox<Note>();
      await queue.work(notes, inbox.handler, { concurrency: 2 });
      await queue.enqueue(notes, { text: 'before' }, 'change');
      await inbox.next();
      await cluster.restart(await cluster.ownerOf(`holdfast-${INSTALLATION}`));
      await untilDelivered(queue, inbox, 'after');
      await queue.ping();
    });
  });

  describe('behind a Sentinel', () => {
    it.each([
      ['is killed', 'stop', 1_000],
      ['hangs', 'freeze', 1_000],
      // Workers ask the Sentinel meanwhile, and are sent to the same master again, which takes connections and says nothing.
      ['hangs, which is noticed late', 'freeze', 8_000],
    ] as const)('goes on with the replica when the master %s', async (_what, end, downAfterMs) => {
      const redis = await startRedisWithSentinel({ downAfterMs });
      cleanUp.add(() => redis.close());
      const queue = await open(redis.url);
      const inbox = new Inbox<Note>();
      await queue.work(notes, inbox.handler, { concurrency: 2 });
      await queue.enqueue(notes, { text: 'before' }, 'change');
      await inbox.next();
      await redis.master[end]();
      await redis.replicaLeads();
      await untilDelivered(queue, inbox, 'after');
      await queue.ping();
    });
  });
});
