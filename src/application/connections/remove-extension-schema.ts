import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import type { PersonRequest } from '../person-request.ts';
import { deleteExtensionValues } from './delete-extension-values.ts';
import { type ConnectionKey, editExtensionSchema } from './edit-extension-schema.ts';

/**
 * Removes an extension schema. Stored values of it are kept, out of sight, and are back when it is declared again; or they
 * are deleted for good. Answers how many records lost values. @throws NotFound
 */
export async function removeExtensionSchema(
  app: Application,
  request: PersonRequest,
  key: ConnectionKey,
  schemaId: string,
  values: 'keep' | 'delete',
): Promise<{ readonly recordsChanged: number }> {
  const { connection, before, removed } = await editExtensionSchema(app, request, key, {
    schemaId,
    action: 'connection.schema_removed',
    removedValues: values,
    decide: (found) => {
      if (!found) throw new NotFound('schema', schemaId);
      return undefined;
    },
  });
  if (!before || values === 'keep') return { recordsChanged: 0 };
  return { recordsChanged: await deleteExtensionValues(app, request, connection, before.resourceType, removed) };
}
