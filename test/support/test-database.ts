import type { Database } from '../../src/application/ports/database.ts';
import { openPostgresDatabase } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import { administer, createTestDatabase, dropTestDatabase, testServerUrl } from './embedded-database.ts';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes and drops it. */
  close(): Promise<void>;
}

const TEMPLATE = 'migrated_template';

/** A migrated database of its own on a server that tests of this process share. Nothing is left when the process ends. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await testServerUrl();
  const url = await copyOfTemplate(serverUrl);
  const database = await openPostgresDatabase({ url });
  return {
    database,
    url,
    close: async () => {
      await database.close();
      await dropTestDatabase(serverUrl, url);
    },
  };
}

async function copyOfTemplate(serverUrl: string): Promise<string> {
  try {
    return await createTestDatabase(serverUrl, TEMPLATE);
  } catch (error) {
    if ((error as { code?: string }).code !== '3D000') throw error;
  }
  const draft = await createTestDatabase(serverUrl);
  const database = await openPostgresDatabase({ url: draft });
  await database.migrate();
  await database.close();
  await administer(serverUrl, `alter database ${new URL(draft).pathname.slice(1)} rename to ${TEMPLATE}`);
  return createTestDatabase(serverUrl, TEMPLATE);
}
