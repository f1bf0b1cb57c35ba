import type { Doc } from '../../application/ports/collection.ts';
import type { Transfer } from '../../application/ports/transfer.ts';
import { decodeDocument, encodeDocument } from './encode-document.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { isDuplicateKey, translateError, uniqueViolation } from './mongo-errors.ts';
import { type StoredCollection, type StoredDocument, storedId } from './stored-collection.ts';

/** What the documents of one answer take at most, in bytes. */
const MAX_BYTES = 4_000_000;

export const mongoTransfer = <C>(
  connection: MongoConnection,
  collectionOf: (collection: keyof C & string) => StoredCollection,
): Transfer<C> => ({
  export: (name, after, limit) =>
    translated(async () => {
      const driver = await connection.collection(collectionOf(name));
      const last = after === undefined ? undefined : storedId(after.tenant, after.id);
      const filter = last === undefined ? {} : { _id: { $gt: last } };
      const cursor = driver.aggregate<StoredDocument & { readonly bytes: number }>(
        [{ $match: filter }, { $sort: { _id: 1 } }, { $limit: limit }, { $set: { bytes: { $bsonSize: '$$ROOT' } } }],
        { batchSize: Math.min(limit, 100) },
      );
      const docs: (C[typeof name] & Doc)[] = [];
      let bytes = 0;
      for await (const document of cursor) {
        bytes += document.bytes;
        if (bytes > MAX_BYTES && docs.length > 0) break;
        docs.push(decodeDocument(document) as unknown as C[typeof name] & Doc);
      }
      return docs;
    }),
  restore: (name, docs) =>
    translated(async () => {
      if (docs.length === 0) return;
      const collection = collectionOf(name);
      const writes = docs.map((doc) => {
        const document = encodeDocument(collection, doc, Math.trunc(doc.version));
        return { replaceOne: { filter: { _id: document._id, t: document.t }, replacement: document, upsert: true } };
      });
      const driver = await connection.collection(collection);
      await driver.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
        throw isDuplicateKey(error) ? uniqueViolation(error, collection) : error;
      });
    }),
  empty: (name) =>
    translated(async () => {
      await (await connection.collection(collectionOf(name))).deleteMany({});
    }),
});

const translated = <T>(work: () => Promise<T>): Promise<T> =>
  work().catch((error: unknown) => {
    throw translateError(error);
  });
