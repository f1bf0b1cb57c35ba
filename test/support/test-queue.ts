import { migrateQueue } from '../../src/infrastructure/bullmq/migrate-queue.ts';
import type { QueueBackend } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import type { TestDatabase } from './test-database.ts';

/** Where the queue of this database lives, ready to be used. */
export async function prepareQueue({ url, queueUrl }: Pick<TestDatabase, 'url' | 'queueUrl'>): Promise<QueueBackend> {
  if (queueUrl !== undefined) return { kind: 'redis', url: queueUrl };
  await migrateQueue(url);
  return { kind: 'postgres', url };
}
