import { describe, expect, it, jest } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { startRedisWithSentinel } from '../support/redis-sentinels.ts';
import { hasRedisServer, startRedisServer } from '../support/redis-server.ts';
import { DirectoryPush } from './directory-push.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';
import { pushEverything } from './push-script.ts';
import { createPushTarget } from './push-target.ts';
import { ScimSession } from './scim-session.ts';
import { startSeparateProcesses } from './separate-processes.ts';

const PEOPLE = 40;

jest.setTimeout(240_000);

const describeWithRedis = hasRedisServer() ? describe : describe.skip;
if (!hasRedisServer()) {
  console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
}

describeWithRedis('Redis is killed and comes back', () => {
  it('SCIM goes on accepting, and the jobs run when the queue is back', async () => {
    let redis = await startRedisServer();
    const port = Number(new URL(redis.url).port);
    const processes = await startSeparateProcesses({ queueUrl: redis.url });
    try {
      const pids = processes.pids();
      const target = await createPushTarget(processes.app);
      const session = new ScimSession(processes.scimBaseUrl, target.token);
      const push = new DirectoryPush(session);
      await push.createUser('before');
      await redis.stop();

      await pushEverything(push, PEOPLE);
      expect(session.changes.filter((change) => change.unanswered > 0)).toEqual([]);
      const ready = await fetch(new URL('/readyz', processes.scimBaseUrl));
      expect(ready.status).toBe(200);
      const waiting = await processes.app.database.syncJobs.count(target.tenant, eq('state', 'queued'));
      const due = session.changes.filter((change) => change.kind).length;
      // The one from before may have been applied in time.
      expect(waiting).toBeGreaterThanOrEqual(due - 1);

      redis = await startRedisServer(port);
      await expectNothingLost(processes.app, target, session, push);
      expect(processes.pids()).toEqual(pids);
      expect(processes.errors()).toEqual([]);
    } finally {
      await processes.close();
      await redis.stop();
    }
  });

  it('behind a Sentinel: its replica takes over while jobs run, and every job is still applied, once', async () => {
    const redis = await startRedisWithSentinel();
    const processes = await startSeparateProcesses({ queueUrl: redis.url });
    try {
      const pids = processes.pids();
      const target = await createPushTarget(processes.app);
      const session = new ScimSession(processes.scimBaseUrl, target.token);
      const push = new DirectoryPush(session);
      const failover = push.createUser('before').then(async () => {
        await redis.master.stop();
        await redis.replicaLeads();
      });
      await pushEverything(push, PEOPLE);
      await failover;
      await push.createUser('after');
      expect(session.changes.filter((change) => change.unanswered > 0)).toEqual([]);
      await expectNothingLost(processes.app, target, session, push);
      expect(processes.pids()).toEqual(pids);
      expect(processes.errors()).toEqual([]);
    } finally {
      await processes.close();
      await redis.close();
    }
  });
});
