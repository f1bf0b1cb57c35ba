import { Conflict, type UniqueViolation } from '../../application/ports/storage-errors.ts';
import type { MongoConnection, Session } from './mongo-connection.ts';
import { failedWrite, isDuplicateKey, translateError, uniqueViolation } from './mongo-errors.ts';
import type { StoredDocument } from './stored-collection.ts';
import type { Batch } from './write-buffer.ts';
import type { WriteOperation } from './write-operation.ts';

/**
 * Sends what was buffered, collection by collection, within the session's transaction.
 * @throws Conflict when a document was not as expected, UniqueViolation, and the port's other errors.
 */
export async function sendBatches(
  connection: MongoConnection,
  batches: readonly Batch[],
  session: Session,
): Promise<void> {
  for (const { collection, operations } of batches) {
    const driver = await connection.collection(collection);
    const result = await driver
      .bulkWrite(
        operations.map(({ write }) => write),
        { session, ordered: true },
      )
      .catch((error: unknown) => {
        throw explained(error, operations[failedWrite(error)]);
      });
    const updates = operations.filter(({ kind }) => kind !== 'insert').length;
    if (result.matchedCount + result.upsertedCount !== updates) throw missed();
  }
}

/** One write to one document needs no transaction: the server carries it out as a whole or not at all. */
export async function sendAlone(connection: MongoConnection, operation: WriteOperation): Promise<void> {
  const { write } = operation;
  const driver = await connection.collection(operation.collection);
  try {
    if ('insertOne' in write) await driver.insertOne(write.insertOne.document as StoredDocument);
    else if ('updateOne' in write) {
      const { filter, update, upsert = false } = write.updateOne;
      const result = await driver.updateOne(filter, update, { upsert });
      if (result.matchedCount + result.upsertedCount !== 1) throw missed();
    } else if ('replaceOne' in write) {
      const { filter, replacement } = write.replaceOne;
      const result = await driver.replaceOne(filter, replacement);
      if (result.matchedCount !== 1) throw missed();
    }
  } catch (error) {
    throw explained(error, operation);
  }
}

const missed = (): Conflict => new Conflict('A document was not as expected');

function explained(error: unknown, operation: WriteOperation | undefined): unknown {
  if (!isDuplicateKey(error) || operation === undefined) return translateError(error, operation?.collection.collection);
  const violation: UniqueViolation = uniqueViolation(error, operation.collection);
  // Two who make the same row by bumping it collide like two who change it.
  if (operation.kind === 'bump' && violation.key === 'id') {
    return new Conflict('A row was made by somebody else', { cause: error });
  }
  return violation;
}
