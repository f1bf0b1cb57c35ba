import { type ValuePlace, withoutValues } from '../../domain/provisioning/compare-schemas.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { isIn, type Query } from '../ports/query.ts';
import { type ExtendedRecord, recordsOf, recordsWith, writableRecordsOf } from './extension-values.ts';

/** One transaction's worth: so that no other change of these people waits long. */
const CHUNK = 200;

/**
 * Deletes stored values of what is declared no longer, chunk by chunk, each with its audit event. When it is interrupted,
 * what is left stays out of sight, and doing it again carries on. Answers how many records lost values.
 */
export async function deleteExtensionValues(
  app: Application,
  request: PersonRequest,
  connection: Connection,
  resourceType: ExtensionSchema['resourceType'],
  places: readonly ValuePlace[],
): Promise<number> {
  if (places.length === 0) return 0;
  const records = recordsOf(app.database, resourceType);
  const query: Query<ExtendedRecord> = {
    where: recordsWith(connection.id, places),
    sort: [{ field: 'id' }],
    limit: CHUNK,
  };
  let changed = 0;
  let page = await records.find(connection.tenant, query);
  for (let last = page.at(-1); last; last = page.at(-1)) {
    changed += await deleteChunk(app, request, connection, { resourceType, places, ids: page.map(({ id }) => id) });
    if (page.length < CHUNK) break;
    page = await records.find(connection.tenant, { ...query, after: records.cursorOf(query, last) });
  }
  return changed;
}

interface Chunk {
  readonly resourceType: ExtensionSchema['resourceType'];
  readonly places: readonly ValuePlace[];
  readonly ids: readonly string[];
}

async function deleteChunk(
  app: Application,
  request: PersonRequest,
  { id, tenant, name }: Connection,
  { resourceType, places, ids }: Chunk,
): Promise<number> {
  return await app.database.transaction(async (tx) => {
    const records = writableRecordsOf(tx, resourceType);
    let changed = 0;
    for (const record of await records.find(tenant, { where: isIn('id', ids) })) {
      const attributes = withoutValues(record.attributes, places);
      if (attributes === record.attributes) continue;
      records.patch(tenant, record.id, { attributes });
      changed++;
    }
    if (changed === 0) return 0;
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection.schema_values_deleted',
        target: { kind: 'connection', id, label: name },
        details: { values: places.map(labelOf), records: changed },
      }),
    );
    return changed;
  });
}

const labelOf = ({ schema, attribute, sub }: ValuePlace): string =>
  [attribute === undefined ? schema : `${schema}:${attribute}`, ...(sub === undefined ? [] : [sub])].join('.');
