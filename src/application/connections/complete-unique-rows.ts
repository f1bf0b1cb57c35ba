import type { ValuePlace } from '../../domain/provisioning/compare-schemas.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Application } from '../application.ts';
import type { Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { completeUniqueValues } from '../provisioning/note-unique-values.ts';
import { recordsOf, recordsWith, writableRecordsOf } from './extension-values.ts';

/**
 * Writes the rows of values that were being stored in the moment their attribute became unique: by a write that had read
 * the definitions before the change was committed, and was committed after the change had found nobody with a value.
 * Called after that commit, since when whatever is written goes by the new definitions; so it finds next to nothing.
 */
export async function completeUniqueRows(
  app: Application,
  connection: Connection,
  resourceType: ExtensionSchema['resourceType'],
  places: readonly ValuePlace[],
): Promise<void> {
  if (places.length === 0) return;
  const { id, tenant } = connection;
  const found = recordsOf(app.database, resourceType).scan(tenant, { where: recordsWith(id, places) });
  for await (const record of found) {
    try {
      await app.database.optimistic((tx) => complete(app, tx, connection, resourceType, record.id));
    } catch (error) {
      if (!(error instanceof UniqueViolation)) throw error;
      // Two of them stored the same value. The first row stands, and nobody else can take the value.
      app.reportError(error, { connection: id, record: record.id });
    }
  }
}

async function complete(
  app: Application,
  tx: Transaction,
  { id, tenant }: Connection,
  resourceType: ExtensionSchema['resourceType'],
  recordId: string,
): Promise<void> {
  const records = writableRecordsOf(tx, resourceType);
  const record = await records.get(tenant, recordId);
  if (!record || record.deletedAt) return;
  const schemas = (await tx.connections.get(tenant, id))?.extensionSchemas?.schemas ?? [];
  if (!(await completeUniqueValues(app, tx, schemas, resourceType, record))) return;
  // Another change of the record conflicts with this one, so that the rows are those of the values it has.
  records.patch(tenant, recordId, { attributes: record.attributes }, eq('version', record.version));
}
