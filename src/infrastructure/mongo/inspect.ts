import type { ReplicaMember, StorageFacts } from '../../application/ports/storage-facts.ts';
import { indexName, isMigrated } from './migrate.ts';
import type { MongoConnection } from './mongo-connection.ts';
import type { StoredCollection } from './stored-collection.ts';

interface MemberStatus {
  readonly name: string;
  readonly stateStr: string;
  readonly health: number;
  readonly lastHeartbeatMessage?: string;
}

export async function inspect(
  connection: MongoConnection,
  collections: readonly StoredCollection[],
): Promise<StorageFacts> {
  const ready = await connection.ready();
  const admin = ready.getClient().db('admin');
  const asked = Date.now();
  const hello = await admin.command({ hello: 1 });
  const answered = Date.now();
  const { version } = await admin.command({ buildInfo: 1 });
  const members = await membersOf(() => admin.command({ replSetGetStatus: 1 }));
  return {
    engine: 'MongoDB',
    version: String(version),
    clockAheadMs: Math.round(Number(hello.localTime) - (asked + answered) / 2),
    schema: await schemaState(connection, collections),
    missingIndexes: await missingIndexes(connection, collections),
    ...(members === undefined ? undefined : { members }),
  };
}

async function schemaState(
  connection: MongoConnection,
  collections: readonly StoredCollection[],
): Promise<StorageFacts['schema']> {
  if (await isMigrated(connection, collections)) return 'current';
  const ready = await connection.ready();
  const some = await ready.getClient().db(ready.name).listCollections({}, { nameOnly: true }).toArray();
  return some.length === 0 ? 'absent' : 'different';
}

async function missingIndexes(
  connection: MongoConnection,
  collections: readonly StoredCollection[],
): Promise<string[]> {
  const ready = await connection.ready();
  const db = ready.getClient().db(ready.name);
  const known = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const missing: string[] = [];
  for (const collection of collections) {
    const existing = new Set<string>();
    if (known.has(collection.name)) {
      for (const { name } of await db.collection(collection.name).listIndexes().toArray()) existing.add(String(name));
    }
    for (const index of collection.indexes) {
      if (!existing.has(indexName(index))) missing.push(`${collection.collection}.${index.name}`);
    }
  }
  return missing;
}

/** Undefined where nobody may ask, and on a router of a sharded cluster, which has no members of its own. */
async function membersOf(
  ask: () => Promise<{ members?: readonly MemberStatus[] }>,
): Promise<ReplicaMember[] | undefined> {
  const status = await ask().catch(() => undefined);
  return status?.members?.map(({ name, stateStr, health, lastHeartbeatMessage }) => {
    const state = stateStr === 'PRIMARY' ? 'primary' : stateStr === 'SECONDARY' ? 'secondary' : 'other';
    const trouble = health === 1 && state !== 'other' ? undefined : lastHeartbeatMessage || `It is ${stateStr}`;
    return { name, state, ...(trouble === undefined ? undefined : { trouble }) };
  });
}
