import { hash } from 'node:crypto';
import type { mongo } from 'mongoose';
import type { MongoConnection } from './mongo-connection.ts';
import { rewriteDerivedFields } from './rewrite-derived-fields.ts';
import type { StoredCollection, StoredIndex } from './stored-collection.ts';
import { modelOf } from './stored-schema.ts';

/** Where it is written down what the database was last migrated to. */
const RECORDS = 'migrations';
const RECORD = 'layout';

/** Raised when the way this adapter lays out documents changes. */
const LAYOUT = 1;

interface MigrationRecord {
  readonly _id: string;
  readonly fingerprint: string;
  /** What it was before, from the first migration on. */
  readonly earlier?: readonly string[];
  /** What folded copies and marks of each collection were made by. */
  readonly derived: Readonly<Record<string, string>>;
  readonly migratedAt: Date;
}

const codes = { namespaceExists: 48, indexNotFound: 27, namespaceNotFound: 26 } as const;

/**
 * Brings collections and indexes to the declared state. Every step can be repeated and done by several at once: an index
 * carries a digest of its definition in its name, so what is there is right. Indexes that are not declared any more go
 * last, and when a new one cannot be made everything stays in force as it was. What a newer version has migrated is left
 * as it is: processes of the older one work beside it while an installation is upgraded.
 */
export async function migrate(connection: MongoConnection, collections: readonly StoredCollection[]): Promise<void> {
  const record = await readRecord(connection);
  if (record?.fingerprint === fingerprintOf(collections)) {
    // Nothing is new, but somebody may have dropped an index.
    for (const collection of collections) await makeIndexes(connection, collection);
    return;
  }
  if (wentOnFrom(record, collections)) return;
  const db = (await connection.ready()).getClient().db((await connection.ready()).name);
  for (const collection of collections) {
    await db.createCollection(collection.name).catch(unless(codes.namespaceExists));
    const driver = await connection.collection(collection);
    if (record !== null && record.derived[collection.name] !== derivedOf(collection)) {
      await rewriteDerivedFields(driver, collection);
    }
  }
  const made: (() => Promise<unknown>)[] = [];
  try {
    for (const collection of collections) made.push(...(await makeIndexes(connection, collection)));
  } catch (error) {
    for (const undo of made) await undo().catch(() => {});
    throw error;
  }
  for (const collection of collections) await dropOthers(connection, collection);
  const derived = Object.fromEntries(collections.map((collection) => [collection.name, derivedOf(collection)]));
  await db.collection<MigrationRecord>(RECORDS).replaceOne(
    { _id: RECORD },
    {
      fingerprint: fingerprintOf(collections),
      earlier: record === null ? [] : [...(record.earlier ?? []), record.fingerprint],
      derived,
      migratedAt: new Date(),
    },
    { upsert: true },
  );
}

export async function isMigrated(
  connection: MongoConnection,
  collections: readonly StoredCollection[],
): Promise<boolean> {
  const record = await readRecord(connection);
  return record?.fingerprint === fingerprintOf(collections) || wentOnFrom(record, collections);
}

/** Whether another version went on from what these collections need. */
const wentOnFrom = (record: MigrationRecord | null, collections: readonly StoredCollection[]): boolean =>
  record?.earlier?.includes(fingerprintOf(collections)) ?? false;

async function readRecord(connection: MongoConnection): Promise<MigrationRecord | null> {
  const ready = await connection.ready();
  return ready.getClient().db(ready.name).collection<MigrationRecord>(RECORDS).findOne({ _id: RECORD });
}

/** Returns how to undo what was made here. */
async function makeIndexes(
  connection: MongoConnection,
  collection: StoredCollection,
): Promise<(() => Promise<unknown>)[]> {
  const driver = await connection.collection(collection);
  const existing = new Set((await driver.listIndexes().toArray()).map(({ name }) => name as string));
  const missing = collection.indexes.filter((index) => !existing.has(indexName(index)));
  if (missing.length === 0) return [];
  const { schema } = modelOf(await connection.ready(), collection);
  schema.clearIndexes();
  for (const index of missing) schema.index({ ...index.key }, optionsOf(index));
  await driver.createIndexes(
    missing.map((index) => ({ key: { ...index.key }, ...optionsOf(index) }) as mongo.IndexDescription),
  );
  return missing.map((index) => () => driver.dropIndex(indexName(index)));
}

async function dropOthers(connection: MongoConnection, collection: StoredCollection): Promise<void> {
  const driver = await connection.collection(collection);
  const declared = new Set(['_id_', ...collection.indexes.map(indexName)]);
  for (const { name } of await driver.listIndexes().toArray()) {
    if (!declared.has(name as string)) await driver.dropIndex(name as string).catch(unless(codes.indexNotFound));
  }
}

const optionsOf = (index: StoredIndex) => ({
  name: indexName(index),
  ...(index.unique ? { unique: true } : undefined),
  ...(index.partial === undefined ? undefined : { partialFilterExpression: { ...index.partial } }),
});

/** Another definition, another name. */
export const indexName = ({ name, key, unique, partial }: StoredIndex): string =>
  `${name}-${digest([Object.keys(key), unique, partial ?? null])}`;

const derivedOf = (collection: StoredCollection): string =>
  digest([
    LAYOUT,
    [...collection.foldedFields].sort(),
    collection.marks.map(({ name, where, needs }) => [name, where, needs]),
  ]);

const fingerprintOf = (collections: readonly StoredCollection[]): string =>
  digest(collections.map((collection) => [collection.name, derivedOf(collection), collection.indexes.map(indexName)]));

const digest = (facts: unknown): string => hash('sha256', JSON.stringify(facts)).slice(0, 16);

const unless =
  (code: number) =>
  (error: unknown): void => {
    if ((error as { readonly code?: unknown }).code !== code) throw error;
  };
