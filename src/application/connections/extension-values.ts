import type { ValuePlace } from '../../domain/provisioning/compare-schemas.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Doc } from '../ports/collection.ts';
import type { ReadableCollection, Reads, Transaction, WritableCollection } from '../ports/database.ts';
import { absent, and, type Condition, eq, or, present } from '../ports/query.ts';

/** A user or a group, as far as the values of its extensions go. */
export interface ExtendedRecord extends Doc {
  readonly connectionId: string;
  readonly attributes: JsonObject;
  readonly deletedAt?: string;
}

/** The live records of a connection that have a value at one of these places, whether or not it is declared. */
export function recordsWith(connectionId: string, places: readonly ValuePlace[]): Condition<ExtendedRecord> {
  const any = places.map(hasValue);
  return and(eq('connectionId', connectionId), absent('deletedAt'), or(...any));
}

function hasValue({ schema, attribute, sub, inList }: ValuePlace): Condition<ExtendedRecord> {
  if (attribute === undefined) return present(['attributes', schema]);
  if (sub === undefined) return present(['attributes', schema, attribute]);
  if (!inList) return present(['attributes', schema, attribute, sub]);
  return {
    op: 'elementMatch',
    field: ['attributes', schema, attribute],
    condition: { op: 'present', field: [sub] },
  };
}

/** The records a schema is about. */
export const recordsOf = (
  reads: Pick<Reads, 'directoryUsers' | 'directoryGroups'>,
  resourceType: ExtensionSchema['resourceType'],
): ReadableCollection<ExtendedRecord> =>
  (resourceType === 'User'
    ? reads.directoryUsers
    : reads.directoryGroups) as unknown as ReadableCollection<ExtendedRecord>;

export const writableRecordsOf = (
  tx: Pick<Transaction, 'directoryUsers' | 'directoryGroups'>,
  resourceType: ExtensionSchema['resourceType'],
): WritableCollection<ExtendedRecord> =>
  (resourceType === 'User' ? tx.directoryUsers : tx.directoryGroups) as unknown as WritableCollection<ExtendedRecord>;

export const countRecordsWith = async (
  reads: Pick<Reads, 'directoryUsers' | 'directoryGroups'>,
  { id, tenant }: Pick<Connection, 'id' | 'tenant'>,
  resourceType: ExtensionSchema['resourceType'],
  places: readonly ValuePlace[],
): Promise<number> =>
  places.length === 0 ? 0 : await recordsOf(reads, resourceType).count(tenant, recordsWith(id, places));
