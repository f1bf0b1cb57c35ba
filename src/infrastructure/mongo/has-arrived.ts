import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { translateError } from './mongo-errors.ts';
import type { WriteOperation } from './write-operation.ts';

const PATIENCE_MS = 3_000;

/**
 * Whether an insert whose outcome is unknown has arrived: the document is there, as it was sent or changed by somebody
 * since. For other writes the answer is no: repeating them is harmless, as versions and conditions guard what they change.
 * @throws DatabaseUnavailable when the database does not come back within three seconds.
 */
export async function hasArrived(connection: MongoConnection, operation: WriteOperation): Promise<boolean> {
  const sent = operation.document;
  if (sent === undefined) return false;
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const driver = await connection.collection(operation.collection);
      const found = await driver.findOne({ _id: sent._id, t: sent.t });
      return found !== null && (found.v > 1 || isDeepStrictEqual(found.d, sent.d));
    } catch (error) {
      const failure = translateError(error);
      if (!(failure instanceof DatabaseUnavailable) || performance.now() > giveUpAt) throw failure;
      await delay(100);
    }
  }
}
