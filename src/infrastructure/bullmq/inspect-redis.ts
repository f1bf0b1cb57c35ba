import type { Redis } from 'ioredis';
import { parseRedisUrl, type RedisAddress } from './redis-address.ts';
import { openClusterOnce, openOnce } from './redis-connections.ts';
import { explainRedisError, type RedisTrouble } from './redis-trouble.ts';
import { settledWithin } from './within.ts';

export interface RedisInspection {
  /** What answered: `Redis 7.0.15`, and how many masters. Absent when nothing did. */
  readonly server?: string;
  readonly troubles: readonly RedisTrouble[];
}

const ANSWER_MS = 3_000;
/** Below `LEAST` BullMQ refuses to work, below `ADVISED` it advises against it. */
const LEAST = '5.0.0';
const ADVISED = '6.2.0';

/** Looks at the Redis of a queue URL with connections of its own: can it be used, and is it set up to keep jobs? */
export async function inspectRedis(url: string): Promise<RedisInspection> {
  const address = parseRedisUrl(url);
  try {
    const infos = await infosOf(address);
    const [first = ''] = infos;
    const masters = infos.length > 1 ? `, ${infos.length} masters` : '';
    return { server: `${productOf(first)} ${versionOf(first)}${masters}`, troubles: judge(address, infos) };
  } catch (error) {
    return { troubles: [explainRedisError(error, address)] };
  }
}

/** `INFO` of the server, or of each master of the cluster. */
async function infosOf(address: RedisAddress): Promise<string[]> {
  const { kind, nodes } = address;
  if (kind !== 'cluster') return [await infoOf(address)];
  // One by one first: a cluster's client says of everything only that it failed.
  const failures: unknown[] = [];
  for (const node of nodes) {
    try {
      const info = await infoOf({ ...address, kind: 'single', nodes: [node] });
      return /cluster_enabled:1/.test(info) ? await infosOfMasters(address) : [info];
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

async function infoOf(address: RedisAddress): Promise<string> {
  const redis = openOnce(address, ANSWER_MS);
  const heard: unknown[] = [];
  redis.on('error', (error) => heard.push(error));
  redis.on('sentinelError', (error) => heard.push(error));
  try {
    await redis.connect();
    // Without this, wrong credentials would be found out by the first job.
    return await redis.info();
  } catch (error) {
    throw new AggregateError([...heard, error], 'Redis could not be asked');
  } finally {
    redis.disconnect();
  }
}

async function infosOfMasters(address: RedisAddress): Promise<string[]> {
  const cluster = openClusterOnce(address, ANSWER_MS);
  const heard: unknown[] = [];
  cluster.on('error', (error) => heard.push(error));
  cluster.on('node error', (error) => heard.push(error));
  try {
    const connecting = cluster.connect();
    await settledWithin(ANSWER_MS, connecting);
    if (cluster.status !== 'ready') throw new AggregateError(heard, 'The cluster does not stand');
    return await Promise.all(cluster.nodes('master').map((node: Redis) => node.info()));
  } finally {
    cluster.disconnect();
  }
}

/** What the answers of `INFO` say about a server as a queue. */
export function judge({ kind }: Pick<RedisAddress, 'kind'>, infos: readonly string[]): RedisTrouble[] {
  const troubles: RedisTrouble[] = [];
  const [info = ''] = infos;
  const trouble = (severity: RedisTrouble['kind'], detail: string, fix: string): void => {
    troubles.push({ kind: severity, detail, fix });
  };
  const version = versionOf(info);
  if (fieldOf(info, 'redis_mode') === 'sentinel') {
    trouble('refused', 'QUEUE_URL names a Sentinel', 'Write redis+sentinel://host:26379/master-name in QUEUE_URL.');
  } else if (kind === 'single' && fieldOf(info, 'cluster_enabled') === '1') {
    trouble('refused', 'QUEUE_URL names one node of a cluster', 'Write redis+cluster://host:6379 in QUEUE_URL.');
  } else if (kind === 'cluster' && fieldOf(info, 'cluster_enabled') === '0') {
    trouble(
      'refused',
      'QUEUE_URL names a Redis that is no cluster',
      'Write redis:// instead of redis+cluster:// in QUEUE_URL.',
    );
  } else if (fieldOf(info, 'role') === 'slave') {
    trouble(
      'refused',
      'QUEUE_URL names a replica, which takes no jobs',
      'Name its master in QUEUE_URL, or the Sentinels: redis+sentinel://host:26379/master-name.',
    );
  }
  if (productOf(info) === 'Redis' && isBelow(version, ADVISED)) {
    const tooOld = isBelow(version, LEAST);
    trouble(
      tooOld ? 'refused' : 'risky',
      `The Redis of QUEUE_URL is version ${version}`,
      `Upgrade it, or name another in QUEUE_URL: at least ${tooOld ? LEAST : ADVISED}.`,
    );
  }
  const policies = new Set(infos.map((one) => fieldOf(one, 'maxmemory_policy')).filter((one) => one !== undefined));
  policies.delete('noeviction');
  if (policies.size > 0) {
    trouble(
      'risky',
      `The Redis of QUEUE_URL throws away keys when its memory is full (maxmemory-policy ${[...policies].join(', ')}), and with them queued jobs, which then wait for the relay`,
      'Set maxmemory-policy noeviction there (redis.conf, CONFIG SET, or the settings of your provider), or give the queue in QUEUE_URL a Redis of its own.',
    );
  }
  return troubles;
}

const fieldOf = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];

const productOf = (info: string): string => {
  if (fieldOf(info, 'valkey_version') !== undefined) return 'Valkey';
  return fieldOf(info, 'dragonfly_version') === undefined ? 'Redis' : 'Dragonfly';
};

const versionOf = (info: string): string =>
  fieldOf(info, 'valkey_version') ?? fieldOf(info, 'dragonfly_version') ?? fieldOf(info, 'redis_version') ?? '';

function isBelow(version: string, least: string): boolean {
  const [one, other] = [version, least].map((text) => text.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let place = 0; place < 3; place++) {
    const difference = (one?.[place] ?? 0) - (other?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
