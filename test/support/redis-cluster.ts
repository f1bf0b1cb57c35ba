import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { CleanUp } from './clean-up.ts';
import { freePort, type RedisServer, startRedisServer } from './redis-server.ts';
import { until } from './until.ts';

/** Three masters without replicas. */
export interface RedisCluster {
  /** Names two of the three nodes. */
  readonly url: string;
  /** Which node keeps the keys with this hash tag. */
  ownerOf(hashTag: string): Promise<number>;
  /** SIGKILLs one node and starts it again, empty, with its place in the cluster. */
  restart(node: number): Promise<void>;
  /** Every key of every node. */
  keys(): Promise<readonly string[]>;
  flush(): Promise<void>;
  close(): Promise<void>;
}

const BUS = 10_000;
const NODES = 3;

export const startRedisCluster = (): Promise<RedisCluster> =>
  CleanUp.orUndo(async (cleanUp) => {
    const directory = await mkdtemp(join(tmpdir(), 'holdfast-redis-cluster-'));
    cleanUp.add(() => rm(directory, { recursive: true, force: true }));
    const start = (port: number): Promise<RedisServer> =>
      startRedisServer({
        port,
        settings: {
          dir: directory,
          'cluster-enabled': 'yes',
          'cluster-config-file': `nodes-${port}.conf`,
          'cluster-node-timeout': '1500',
          'cluster-require-full-coverage': 'no',
        },
      });
    const nodes: RedisServer[] = [];
    for (let index = 0; index < NODES; index++) nodes.push(await start(await freePort(BUS)));
    cleanUp.add(() => Promise.all(nodes.map((node) => node.stop())));
    const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
    execFileSync('redis-cli', ['--cluster', 'create', ...addresses, '--cluster-yes'], { stdio: 'ignore' });

    const ask = async <T>(node: RedisServer, question: (client: Redis) => Promise<T>): Promise<T> => {
      const client = new Redis(node.port);
      try {
        return await question(client);
      } finally {
        client.disconnect();
      }
    };
    const allSay = (what: RegExp) =>
      until('the cluster to stand', async () => {
        const said = await Promise.all(nodes.map((node) => ask(node, (client) => client.cluster('INFO'))));
        return said.every((info) => what.test(String(info)));
      });
    await allSay(/cluster_state:ok/);
    return {
      url: `redis+cluster://${addresses.slice(0, 2).join(',')}`,
      async ownerOf(hashTag) {
        const found = await Promise.all(
          nodes.map((node) =>
            ask(node, async (client) => {
              const slot = await client.cluster('KEYSLOT', `{${hashTag}}`);
              const ranges = await client.cluster('SLOTS');
              return ranges.find(([from, to]) => from <= slot && slot <= to)?.[2]?.[1];
            }),
          ),
        );
        return nodes.findIndex(({ port }) => port === found[0]);
      },
      async restart(node) {
        const gone = nodes[node];
        if (!gone) throw new Error(`There is no node ${node}`);
        await gone.stop();
        nodes[node] = await start(gone.port);
        await allSay(/cluster_state:ok/);
      },
      keys: async () => (await Promise.all(nodes.map((node) => ask(node, (client) => client.keys('*'))))).flat(),
      flush: async () => {
        for (const node of nodes) await ask(node, (client) => client.flushall());
      },
      close: () => cleanUp.run(),
    };
  });
