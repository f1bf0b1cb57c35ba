import { Socket } from 'node:net';
import {
  type BackendFactory,
  createPostgresBackend,
  type PostgresConnectionOptions,
  type PostgresPoolConfig,
  type PostgresQueueBackend,
  withBackend,
} from 'bullmq';
import { Pool } from 'pg';
import { QUEUE_SCHEMA } from './migrate-queue.ts';
import type { BullQueue, BullWorker, QueueStorage } from './queue-storage.ts';
import { SturdyClient } from './sturdy-client.ts';

const EVENTS_KEPT = 256;
const PRODUCER_CONNECTIONS = 2;
const WORKER_CONNECTIONS = 3;

/**
 * BullMQ's tables in a schema of their own, next to Holdfast's. Commits here do not wait for the disk: a queue that
 * loses its last moments in a power cut loses nothing that the relay does not find again in the sync jobs.
 */
export function openPostgresQueueStorage(url: string): QueueStorage {
  const { Queue, Worker } = withBackend(createWakefulBackend);
  const sockets = new Set<Socket>();
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const config = { ...connectionConfig(url), stream };
  const pings = new Pool({ ...config, max: 1, query_timeout: 2_000 });
  pings.on('error', () => {});
  return {
    openQueue(name): BullQueue {
      const connection = { ...config, max: PRODUCER_CONNECTIONS, query_timeout: 2_000 };
      return new Queue(name, { connection, streams: { events: { maxLen: EVENTS_KEPT } } });
    },
    openWorker(name, processor, options): BullWorker {
      const connection = { ...config, max: WORKER_CONNECTIONS, query_timeout: 10_000 };
      return new Worker(name, processor, { ...options, connection });
    },
    firstAnswer: () => pings.query('select 1'),
    ping: () => pings.query('select 1'),
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** After an error BullMQ lets an idle worker sleep for an hour unless it is notified; it shall look every few seconds. */
const createWakefulBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, opts, how) =>
  Object.defineProperty(createPostgresBackend(name, opts, how), 'maximumBlockTimeout', { value: 5 });

/** BullMQ sets the schema through `options`, which the same parameter in the URL would override: both are kept. */
function connectionConfig(url: string): PostgresPoolConfig {
  const { connectionString, options } = splitOptions(url);
  return {
    connectionString,
    schema: QUEUE_SCHEMA,
    Client: SturdyClient,
    options: [options, '-c synchronous_commit=off'].filter(Boolean).join(' '),
    application_name: 'holdfast-queue',
    connectionTimeoutMillis: 1_500,
    // An idle connection is kept: a new one costs a hundred times what a query costs, planning included.
    idleTimeoutMillis: 0,
    keepAlive: true,
  };
}

function splitOptions(url: string): { connectionString: string; options: string } {
  if (!URL.canParse(url)) return { connectionString: url, options: '' };
  const parsed = new URL(url);
  const options = parsed.searchParams.get('options') ?? '';
  parsed.searchParams.delete('options');
  return { connectionString: options ? parsed.href : url, options };
}
