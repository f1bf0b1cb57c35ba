import { Queue, Worker, type WorkerOptions } from 'bullmq';
import { Cluster } from 'ioredis';
import { installationPrefix } from './queue-names.ts';
import type { BullQueue, BullWorker, Processor, QueueStorage } from './queue-storage.ts';
import { parseRedisUrl } from './redis-address.ts';
import { openProducerConnection, workerConnection } from './redis-connections.ts';

const EVENTS_KEPT = 256;
const HEARTBEAT_MS = 5_000;

/**
 * BullMQ's keys on Redis, under a prefix per installation. The braces keep all keys of an installation in one hash slot
 * of a cluster, which BullMQ's scripts need. @throws WrongRedisUrl
 */
export function openRedisQueueStorage(url: string, installationId: string): QueueStorage {
  const address = parseRedisUrl(url);
  const prefix = installationPrefix(installationId);
  const heartbeatKey = `${prefix}:heartbeat`;
  const producer = openProducerConnection(address);
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
      const worker = new RedisWorker(
        name,
        processor,
        { ...options, connection: workerConnection(address), prefix },
        heartbeatKey,
      );
      workers.add(worker);
      worker.once('closed', () => {
        workers.delete(worker);
        worker.letGo();
      });
      return worker;
    },
    firstAnswer: () => new Promise<void>((resolve) => producer.once('ready', resolve)),
    ping: () => producer.get(heartbeatKey),
    close: () => {
      clearInterval(heart);
      producer.disconnect();
      for (const worker of workers) worker.drop();
    },
  };
}

class RedisWorker extends Worker {
  readonly #heartbeatKey: string;
  /** A cluster's connection is handed to BullMQ, which leaves it open. */
  readonly #cluster: Cluster | undefined;
  #isAwaitingAnswer = false;

  constructor(name: string, processor: Processor, options: WorkerOptions, heartbeatKey: string) {
    super(name, processor, options);
    this.#heartbeatKey = heartbeatKey;
    this.#cluster = options.connection instanceof Cluster ? options.connection : undefined;
    this.#cluster?.on('error', () => {});
  }

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
        client.get(this.#heartbeatKey).then(answered, answered);
      },
      () => {},
    );
  }

  /** Closing a BullMQ worker never ends while Redis is away: it waits for the end of a connection that is not there. */
  drop(): void {
    void this.lockManager.close();
    this.backend.close(true).catch(() => {});
    this.letGo();
  }

  letGo(): void {
    this.#cluster?.disconnect();
  }
}
