import { MongoConnection } from './mongo-connection.ts';
import { translateError } from './mongo-errors.ts';

/** Removes the whole database that the URL names. @throws DatabaseUnavailable */
export async function dropMongoDatabase(url: string): Promise<void> {
  const connection = new MongoConnection(url);
  try {
    await (await connection.ready()).dropDatabase();
  } catch (error) {
    throw translateError(error);
  } finally {
    await connection.close();
  }
}
