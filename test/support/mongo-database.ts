import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import type { CreatedDatabase } from './test-database.ts';
import { sharedMongoUrl } from './test-engine.ts';

/** An empty database of its own on the replica set that tests share. */
export async function createMongoDatabase(): Promise<CreatedDatabase> {
  const url = new URL(sharedMongoUrl());
  url.pathname = `/test_${randomBytes(6).toString('hex')}`;
  return { url: url.href, drop: () => administerMongo(url.href, async (db) => void (await db.dropDatabase())) };
}

/** Runs `work` on a connection of the test's own. */
export async function administerMongo<T>(
  url: string,
  work: (db: NonNullable<mongoose.Connection['db']>) => Promise<T>,
): Promise<T> {
  const connection = await mongoose.createConnection(url).asPromise();
  try {
    if (!connection.db) throw new Error('The connection has no database');
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}
