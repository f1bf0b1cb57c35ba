import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administerMongoServer, hasMongod, newDatabaseUrl, sharedMongoServerUrl } from '../support/mongo-server.ts';
import { hasRedisServer, type RedisServer, startRedisServer } from '../support/redis-server.ts';
import { runHoldfast } from '../support/run-holdfast.ts';

(hasMongod() && hasRedisServer() ? describe : describe.skip)('the doctor of an installation on MongoDB', () => {
  let redis: RedisServer;
  let url: string;
  const run = (...args: string[]) =>
    runHoldfast(args, { environment: { DATABASE_URL: url, QUEUE_URL: redis.url, PORT: '0', LOG_LEVEL: 'warn' } });

  beforeAll(async () => {
    redis = await startRedisServer();
    url = newDatabaseUrl(await sharedMongoServerUrl());
  });
  afterAll(async () => {
    await administerMongoServer(url, (client) => client.db().dropDatabase());
    await redis.stop();
  });

  it('looks at its replica set, and finds an index that somebody dropped', async () => {
    expect((await run('doctor')).stdout).toMatch(/failed +Database: .*run "holdfast migrate" first/);
    expect(await run('migrate')).toMatchObject({ code: 0, stderr: '' });
    const first = await run('doctor');
    expect(first.stdout).toMatch(/ok +Database: answers .*\(MongoDB \d+\.\d+\.\d+, of DATABASE_URL\)/);
    expect(first.stdout).toMatch(/ok +Indexes: are all there/);
    expect(first.stdout).toMatch(/warning +Replica set: has only 1 member\n.*three members let one fail/);
    expect(first.code).toBe(0);

    await administerMongoServer(url, async (client) => {
      const accounts = client.db().collection('accounts');
      const [email] = (await accounts.indexes()).filter(({ name }) => name?.includes('email'));
      await accounts.dropIndex(email?.name ?? '');
    });
    const second = await run('doctor');
    expect(second.code).toBe(1);
    expect(second.stdout).toMatch(/failed +Indexes: accounts\.\w*email is missing\n.*Run "holdfast migrate"/);
    expect((await run('migrate')).code).toBe(0);
    expect((await run('doctor')).stdout).toMatch(/ok +Indexes: are all there/);
  });
});
