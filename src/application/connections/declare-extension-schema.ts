import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Application } from '../application.ts';
import { AlreadyExists } from '../errors.ts';
import type { PersonRequest } from '../person-request.ts';
import { type ConnectionKey, editExtensionSchema } from './edit-extension-schema.ts';

/**
 * Declares an extension schema for one connection. Values that are still stored of a schema of the same URN, declared
 * before and removed, are attributes of it again. @throws NotFound, InvalidInput, AlreadyExists, NotAllowedNow
 */
export async function declareExtensionSchema(
  app: Application,
  request: PersonRequest,
  key: ConnectionKey,
  schema: ExtensionSchema,
): Promise<ExtensionSchema> {
  await editExtensionSchema(app, request, key, {
    schemaId: schema.id,
    action: 'connection.schema_declared',
    removedValues: 'keep',
    decide: (before) => {
      if (before) throw new AlreadyExists('id', `This connection has a schema ${before.id} already`);
      return schema;
    },
  });
  return schema;
}
