import type { Database } from '../../application/ports/database.ts';
import type { Log } from '../../application/ports/log.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { isMongoUrl } from '../database-engine.ts';
import { Refused } from '../errors.ts';
import { openDatabase } from '../open-database.ts';
import { openStorage, purposeOfCommand } from '../open-storage.ts';

export interface MoveTarget {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * The database to move to, with the schema of this version. One that has the schema of another version holds something,
 * and is left as it is. @throws Refused, DatabaseUnavailable
 */
export async function openTarget(configuration: Configuration, log: Log): Promise<MoveTarget> {
  const { databaseUrl: url, queueUrl } = configuration;
  if (url === undefined) {
    const purpose = purposeOfCommand('move-data');
    const options = { server: 'either', purpose, migrate: true, unfinishedMove: 'allowed', log } as const;
    const { ungated, close } = await openStorage(configuration, options);
    return { database: ungated, close };
  }
  const database = await openDatabase({ url, log });
  try {
    await assertAnswers(database);
    const { schema } = await database.inspect();
    if (schema === 'different') {
      throw new Refused(
        'The target holds tables or collections of another version of Holdfast: name an empty database.',
      );
    }
    await database.migrate();
    if (queueUrl === undefined && !isMongoUrl(url)) {
      const { migrateQueue } = await import('../../infrastructure/bullmq/migrate-queue.ts');
      await migrateQueue(url);
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  return { database, close: () => database.close() };
}

async function assertAnswers(database: Database): Promise<void> {
  try {
    await database.ping();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DatabaseUnavailable') throw error;
    throw new Refused(`The target does not answer: ${error.message}: check that --to is right.`, { cause: error });
  }
}
