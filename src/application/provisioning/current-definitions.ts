import type { Connection } from '../../domain/provisioning/connection.ts';
import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Transaction } from '../ports/database.ts';

/**
 * The extension schemas a connection has at the time of a write. What a request knows of the connection may be seconds old
 * (0010), and a value stored by what was declared then could be one that is unique by now. Read only for records that have
 * values of a declared extension: nothing else depends on it, and other writes cost what they did.
 */
export async function currentDefinitions(
  tx: Pick<Transaction, 'connections'>,
  { tenant, id, extensionSchemas }: Connection,
  kind: ExtensionSchema['resourceType'],
  attributes: JsonObject,
): Promise<readonly ExtensionSchema[]> {
  const known = extensionSchemas?.schemas ?? [];
  const isExtended = known.some((schema) => schema.resourceType === kind && attributes[schema.id] !== undefined);
  if (!isExtended) return [];
  return (await tx.connections.get(tenant, id))?.extensionSchemas?.schemas ?? [];
}
