import type { Database } from '../application/ports/database.ts';
import type { Log } from '../application/ports/log.ts';
import { isMongoUrl } from './database-engine.ts';

export interface OpenDatabaseOptions {
  readonly url: string;
  readonly log?: Log;
}

/** Opens the database with the adapter its URL names; the other one and its driver are not even loaded. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  if (isMongoUrl(options.url)) {
    const { openMongoDatabase } = await import('../infrastructure/mongo/open-mongo-database.ts');
    return openMongoDatabase(options);
  }
  const { openPostgresDatabase } = await import('../infrastructure/postgres/open-postgres-database.ts');
  return openPostgresDatabase(options);
}
