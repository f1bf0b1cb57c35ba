import type { Database } from '../../src/application/ports/database.ts';
import { openDatabase } from '../../src/main/open-database.ts';
import { administer, createTestDatabase, dropTestDatabase, testServerUrl } from './embedded-database.ts';
import { queuesInRedis, sharedRedisUrl, storesInMongo } from './test-engine.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Redis, unless the queue lives in the same database. */
  readonly queueUrl: string | undefined;
  /** Closes and drops it. */
  close(): Promise<void>;
}

/** An empty database on a server that tests share. */
export interface CreatedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const TEMPLATE = 'migrated_template';

/** A migrated database of its own, on the engine the tests run on. Nothing is left when the process ends. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await (storesInMongo ? emptyMongoDatabase() : copyOfTemplate());
  const database = await openDatabase({ url });
  if (storesInMongo) await database.migrate();
  return {
    database,
    url,
    queueUrl: queuesInRedis ? sharedRedisUrl() : undefined,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** The settings of a process on this database. */
export const settingsOf = ({ url, queueUrl }: Pick<TestDatabase, 'url' | 'queueUrl'>): Record<string, string> => ({
  DATABASE_URL: url,
  ...(queueUrl !== undefined && { QUEUE_URL: queueUrl }),
});

async function emptyMongoDatabase(): Promise<CreatedDatabase> {
  const { createMongoDatabase } = await import('./mongo-database.ts');
  return createMongoDatabase();
}

async function copyOfTemplate(): Promise<CreatedDatabase> {
  const serverUrl = await testServerUrl();
  const url = await migratedDatabase(serverUrl);
  return { url, drop: () => dropTestDatabase(serverUrl, url) };
}

async function migratedDatabase(serverUrl: string): Promise<string> {
  try {
    return await createTestDatabase(serverUrl, TEMPLATE);
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error;
  }
  const draft = await createTestDatabase(serverUrl);
  const database = await openDatabase({ url: draft });
  await database.migrate();
  await database.close();
  await administer(serverUrl, `alter database ${new URL(draft).pathname.slice(1)} rename to ${TEMPLATE}`);
  return createTestDatabase(serverUrl, TEMPLATE);
}
