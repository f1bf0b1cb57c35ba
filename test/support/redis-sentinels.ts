import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { CleanUp } from './clean-up.ts';
import { freePort, type RedisServer, startRedisServer } from './redis-server.ts';
import { until } from './until.ts';

/** A master, its replica, and a Sentinel that watches them. */
export interface RedisWithSentinel {
  readonly url: string;
  readonly sentinelPort: number;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  /** Resolves when the Sentinel has made the replica the master. */
  replicaLeads(): Promise<void>;
  close(): Promise<void>;
}

export const MASTER_NAME = 'holdfast-queue';
const PASSWORD = 'tidal pools';

/** `downAfterMs`: how long a server is silent before the Sentinel takes another. */
export const startRedisWithSentinel = ({ downAfterMs = 1_000 } = {}): Promise<RedisWithSentinel> =>
  CleanUp.orUndo(async (cleanUp) => {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-redis-sentinel-'));
    cleanUp.add(() => rm(directory, { recursive: true, force: true }));
    const client = { password: PASSWORD };
    const settings = { requirepass: PASSWORD, masterauth: PASSWORD, 'repl-diskless-sync-delay': '0' };
    const master = await startRedisServer({ settings, client });
    cleanUp.add(() => master.stop());
    const replica = await startRedisServer({
      settings: { ...settings, replicaof: `127.0.0.1 ${master.port}` },
      client,
    });
    cleanUp.add(() => replica.stop());
    await until('the replica to follow', () =>
      ask(replica, (redis) => redis.info('replication')).then((info) => info.includes('master_link_status:up')),
    );

    const sentinelPort = await freePort();
    const file = join(directory, 'sentinel.conf');
    await writeFile(
      file,
      [
        `port ${sentinelPort}`,
        'bind 127.0.0.1',
        `dir ${directory}`,
        `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master.port} 1`,
        `sentinel auth-pass ${MASTER_NAME} "${PASSWORD}"`,
        `sentinel down-after-milliseconds ${MASTER_NAME} ${downAfterMs}`,
        `sentinel failover-timeout ${MASTER_NAME} 5000`,
      ].join('\n'),
    );
    const sentinel = await startRedisServer({ port: sentinelPort, sentinelFile: file });
    cleanUp.add(() => sentinel.stop());
    const sentinelClient = new Redis(sentinelPort);
    cleanUp.add(async () => sentinelClient.disconnect());
    await until('the Sentinel to know the replica', async () => {
      const replicas = (await sentinelClient.call('SENTINEL', 'REPLICAS', MASTER_NAME)) as unknown[];
      return replicas.length === 1;
    });
    return {
      url: `redis+sentinel://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${sentinelPort}/${MASTER_NAME}`,
      sentinelPort,
      master,
      replica,
      replicaLeads: async () => {
        await until('the replica to lead', async () => {
          const [, port] = (await sentinelClient.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', MASTER_NAME)) as string[];
          if (Number(port) !== replica.port) return false;
          return (await ask(replica, (redis) => redis.info('replication'))).includes('role:master');
        });
      },
      close: async () => {
        master.thaw();
        await cleanUp.run();
      },
    };
  });

async function ask<T>({ port }: RedisServer, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis({ port, password: PASSWORD });
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}
