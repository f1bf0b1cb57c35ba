import type { BullQueue, QueueStorage } from './queue-storage.ts';

/**
 * The BullMQ queues this process adds to, opened when first needed. BullMQ remembers a failed first connection for ever,
 * so a queue that could not connect is thrown away and the next caller opens another.
 */
export class BullProducers {
  readonly #storage: QueueStorage;
  readonly #queues = new Map<string, Promise<BullQueue>>();

  constructor(storage: QueueStorage) {
    this.#storage = storage;
  }

  get(name: string): Promise<BullQueue> {
    const known = this.#queues.get(name);
    if (known) return known;
    const opening = this.#open(name);
    this.#queues.set(name, opening);
    opening.catch(() => this.#queues.delete(name));
    return opening;
  }

  async #open(name: string): Promise<BullQueue> {
    const queue = this.#storage.openQueue(name);
    // Whoever asked is told by a rejection; without a listener the event would end the process.
    queue.on('error', () => {});
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      queue.close().catch(() => {});
      throw error;
    }
  }

  async close(): Promise<void> {
    const queues = await Promise.allSettled(this.#queues.values());
    this.#queues.clear();
    await Promise.allSettled(queues.map((queue) => (queue.status === 'fulfilled' ? queue.value.close() : undefined)));
  }
}
