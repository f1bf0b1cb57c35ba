import type { ConnectionOptions } from 'bullmq';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import type { RedisAddress } from './redis-address.ts';

type ClusterNodeOptions = Omit<RedisOptions, 'replyMapping' | 'host' | 'port' | 'path' | 'readOnly' | 'sentinels'>;

/** A connection to one server, which may follow a master that Sentinels name; or to every node of a cluster. */
export type RedisConnection = Redis | Cluster;

const DISCONNECT_MS = 200;
const SENTINEL_ANSWER_MS = 1_500;
/** Longer than BullMQ ever blocks (ten seconds), so that it is silence and nothing to do. */
const WORKER_SILENCE_MS = 12_000;

const retryDelay = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);

/** What every connection shares: where, as whom, and how it comes back. */
function optionsOf(address: RedisAddress) {
  const { username, password, database, tls, nodes } = address;
  const common = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    // Certificates are judged as Node does everywhere: NODE_EXTRA_CA_CERTS adds an authority.
    ...(tls && { tls: {} }),
    db: database,
    disconnectTimeout: DISCONNECT_MS,
    // A master that was demoted while it kept its clients: the next connection finds the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  };
  if (address.kind !== 'sentinel') return { ...common, ...nodes[0], retryStrategy: retryDelay };
  return {
    ...common,
    sentinels: nodes.map(({ host, port }) => ({ host, port })),
    ...(address.masterName !== undefined && { name: address.masterName }),
    ...(address.sentinelUsername !== undefined && { sentinelUsername: address.sentinelUsername }),
    ...(address.sentinelPassword !== undefined && { sentinelPassword: address.sentinelPassword }),
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: {} }),
    sentinelCommandTimeout: SENTINEL_ANSWER_MS,
    sentinelRetryStrategy: retryDelay,
    retryStrategy: retryDelay,
  };
}

function clusterOf(address: RedisAddress, options: ClusterNodeOptions, clusterOptions: ClusterOptions): Cluster {
  const { retryStrategy: _retry, db: _database, ...redisOptions } = options;
  return new Cluster([...address.nodes], {
    ...clusterOptions,
    clusterRetryStrategy: retryDelay,
    slotsRefreshTimeout: 2_000,
    slotsRefreshInterval: 5_000,
    // Certificates are issued for names: a name must reach the check as it was announced.
    ...(address.tls && { dnsLookup: (name, found) => found(null, name) }),
    redisOptions,
  });
}

/** Fails at once while Redis is away instead of collecting commands in memory. */
export function openProducerConnection(address: RedisAddress): RedisConnection {
  const impatient = {
    connectionName: 'holdfast-queue',
    connectTimeout: 1_500,
    socketTimeout: 2_000,
    maxRetriesPerRequest: 0,
  };
  const options = { ...optionsOf(address), ...impatient };
  return address.kind === 'cluster'
    ? clusterOf(address, options, { enableOfflineQueue: false })
    : new Redis({ ...options, enableOfflineQueue: false });
}

/**
 * What a BullMQ worker connects with: its commands wait until Redis is back. Of a cluster it takes a connection that
 * stands, of which it makes another for blocking; whoever opened it closes it. A server that takes the connection and then
 * says nothing, not even whether the password is right, is left and looked for anew: another may lead by now.
 */
export function workerConnection(address: RedisAddress): ConnectionOptions {
  const patient = {
    connectTimeout: 5_000,
    socketTimeout: WORKER_SILENCE_MS,
    keepAlive: 10_000,
    maxRetriesPerRequest: null,
  };
  const options = { ...optionsOf(address), ...patient };
  return address.kind === 'cluster' ? clusterOf(address, options, {}) : options;
}

/** One connection that is made once, for a look at the server: no retries. */
export function openOnce(address: RedisAddress, connectMs: number): Redis {
  return new Redis({
    ...optionsOf(address),
    connectTimeout: connectMs,
    commandTimeout: connectMs,
    sentinelRetryStrategy: () => null,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    lazyConnect: true,
  });
}

/** Every master of a cluster, for a look at each. */
export function openClusterOnce(address: RedisAddress, connectMs: number): Cluster {
  const options = { ...optionsOf(address), connectTimeout: connectMs, commandTimeout: connectMs };
  return clusterOf(address, options, { lazyConnect: true, enableOfflineQueue: true });
}
