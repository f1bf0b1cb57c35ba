import { setTimeout as sleep } from 'node:timers/promises';
import type { Doc } from '../ports/collection.ts';
import type { Database } from '../ports/database.ts';
import { Contention, DatabaseUnavailable } from '../ports/storage-errors.ts';
import type { TransferPosition } from '../ports/transfer.ts';
import { type CollectionDigest, DocumentsDigest } from './digest-documents.ts';
import type { CollectionName } from './moved-collections.ts';

/** Documents read and stored at once; fewer where they are large. */
const BATCH = 500;
const ATTEMPTS = 6;
const PAUSE_MS = 1_000;

/** The documents of a collection after a position, in pages. */
export async function* pagesOf(
  { transfer }: Pick<Database, 'transfer'>,
  collection: CollectionName,
  after?: TransferPosition,
): AsyncGenerator<readonly Doc[], void, undefined> {
  for (let position = after; ; ) {
    const page: readonly Doc[] = await patiently(() => transfer.export(collection, position, BATCH));
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    position = positionOf(last);
  }
}

export const positionOf = ({ tenant, id }: Doc): TransferPosition => ({ tenant, id });

/** Reads a whole collection back. */
export async function digestCollection(
  database: Pick<Database, 'transfer'>,
  collection: CollectionName,
  onPage: (documents: number) => void,
): Promise<CollectionDigest> {
  const digest = new DocumentsDigest();
  for await (const page of pagesOf(database, collection)) {
    for (const doc of page) digest.add(doc);
    onPage(page.length);
  }
  return digest.result;
}

/** A change of primary or a restart takes some seconds; what is done here may be repeated. */
export async function patiently<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await step();
    } catch (error) {
      const passes = error instanceof DatabaseUnavailable || error instanceof Contention;
      if (!passes || attempt === ATTEMPTS) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}
