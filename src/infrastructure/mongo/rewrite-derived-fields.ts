import type { mongo } from 'mongoose';
import { decodeDocument, foldedCopies, marksOf } from './encode-document.ts';
import type { DriverCollection } from './mongo-connection.ts';
import type { StoredCollection, StoredDocument } from './stored-collection.ts';

const BATCH = 500;

/**
 * Makes the folded copies and marks of documents that were written when the declaration was another. A document that
 * somebody changes at the same moment is taken up again.
 */
export async function rewriteDerivedFields(driver: DriverCollection, collection: StoredCollection): Promise<void> {
  let last = '';
  for (;;) {
    const documents = await driver.find({ _id: { $gt: last } }, { sort: { _id: 1 }, limit: BATCH }).toArray();
    const end = documents.at(-1);
    if (end === undefined) return;
    for (let left = documents; left.length > 0; ) left = await rewrite(driver, collection, left);
    last = end._id;
  }
}

/** Those that were changed meanwhile, as they are now. */
async function rewrite(
  driver: DriverCollection,
  collection: StoredCollection,
  documents: readonly StoredDocument[],
): Promise<StoredDocument[]> {
  const writes = documents.map((document): mongo.AnyBulkWriteOperation<StoredDocument> => {
    const f = foldedCopies(collection, document.d);
    const k = marksOf(collection, decodeDocument(document));
    const set = { ...(f === undefined ? undefined : { f }), ...(k === undefined ? undefined : { k }) };
    const unset = {
      ...(f === undefined ? { f: 1 as const } : undefined),
      ...(k === undefined ? { k: 1 as const } : undefined),
    };
    return {
      updateOne: {
        filter: { _id: document._id, t: document.t, v: document.v },
        update: {
          ...(Object.keys(set).length === 0 ? undefined : { $set: set }),
          ...(Object.keys(unset).length === 0 ? undefined : { $unset: unset }),
        },
      },
    };
  });
  const { matchedCount } = await driver.bulkWrite(writes, { ordered: false });
  if (matchedCount === documents.length) return [];
  const versions = new Map(documents.map(({ _id, v }) => [_id, v]));
  const now = await driver.find({ _id: { $in: [...versions.keys()] } }).toArray();
  return now.filter(({ _id, v }) => versions.get(_id) !== v);
}
