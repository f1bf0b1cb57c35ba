import { once } from 'node:events';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { BullQueue, BullWorker, QueueStorage } from './queue-storage.ts';

const EVENTS_KEPT = 256;
const DISCONNECT_MS = 200;
const HEARTBEAT_MS = 5_000;

/**
 * BullMQ's keys on Redis (`redis://`, `rediss://` for TLS), under a prefix per installation. The braces keep all keys of
 * an installation in one hash slot.
 */
export function openRedisQueueStorage(url: string, installationId: string): QueueStorage {
  const prefix = `{holdfast-${installationId}}`;
  // Producers fail at once while Redis is away instead of collecting commands in memory.
  const producer = new Redis(url, {
    connectionName: 'holdfast-queue',
    connectTimeout: 1_500,
    disconnectTimeout: DISCONNECT_MS,
    socketTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy,
  });
  producer.on('error', () => {});
  const workers = new Set<RedisWorker>();
  const heart = setInterval(() => {
    for (const worker of workers) worker.beat();
  }, HEARTBEAT_MS).unref();
  return {
    openQueue(name): BullQueue {
      const streams = { events: { maxLen: EVENTS_KEPT } };
      return new Queue(name, { connection: producer, prefix, streams, skipWaitingForReady: true });
    },
    openWorker(name, processor, options): BullWorker {
      const connection = {
        url,
        connectTimeout: 5_000,
        disconnectTimeout: DISCONNECT_MS,
        keepAlive: 10_000,
        maxRetriesPerRequest: null,
        retryStrategy,
      };
      const worker = new RedisWorker(name, processor, { ...options, connection, prefix });
      workers.add(worker);
      worker.once('closed', () => workers.delete(worker));
      return worker;
    },
    firstAnswer: () => once(producer, 'ready'),
    ping: () => producer.ping(),
    close: () => {
      clearInterval(heart);
      producer.disconnect();
      for (const worker of workers) worker.drop();
    },
  };
}

class RedisWorker extends Worker {
  #isAwaitingAnswer = false;

  /** A network that swallows everything breaks no connection for a quarter of an hour; a new one may get through. */
  beat(): void {
    this.backend.client.then(
      (client) => {
        if (client.status !== 'ready') return;
        if (this.#isAwaitingAnswer) client.disconnect(true);
        this.#isAwaitingAnswer = true;
        const answered = (): void => {
          this.#isAwaitingAnswer = false;
        };
        client.get('holdfast-heartbeat').then(answered, answered);
      },
      () => {},
    );
  }

  /** Closing a BullMQ worker never ends while Redis is away: it waits for the end of a connection that is not there. */
  drop(): void {
    void this.lockManager.close();
    this.backend.close(true).catch(() => {});
  }
}

const retryStrategy = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 6), 1_000);
