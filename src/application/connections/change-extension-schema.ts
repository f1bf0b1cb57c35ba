import type { ExtensionSchema } from '../../domain/provisioning/extension-schema.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import type { PersonRequest } from '../person-request.ts';
import { deleteExtensionValues } from './delete-extension-values.ts';
import { type ConnectionKey, editExtensionSchema } from './edit-extension-schema.ts';

export interface ExtensionSchemaChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly resourceType?: ExtensionSchema['resourceType'] | undefined;
  readonly required?: boolean | undefined;
  /** All of them, as they are to be. */
  readonly attributes?: ExtensionSchema['attributes'] | undefined;
  /** What becomes of stored values of attributes that are left out. */
  readonly removedValues?: 'keep' | 'delete' | undefined;
}

/**
 * Changes what is given of an extension schema and leaves the rest. Attributes may always be added. Values of attributes
 * that are left out are kept, out of sight, unless they are to be deleted.
 * @throws NotFound, InvalidInput, NotAllowedNow when stored values contradict the change
 */
export async function changeExtensionSchema(
  app: Application,
  request: PersonRequest,
  key: ConnectionKey,
  schemaId: string,
  { removedValues = 'keep', ...change }: ExtensionSchemaChange,
): Promise<{ readonly schema: ExtensionSchema; readonly recordsChanged: number }> {
  const { connection, after, removed } = await editExtensionSchema(app, request, key, {
    schemaId,
    action: 'connection.schema_changed',
    removedValues,
    decide: (before) => changed(before, schemaId, change),
  });
  if (!after) throw new NotFound('schema', schemaId);
  const recordsChanged =
    removedValues === 'delete' ? await deleteExtensionValues(app, request, connection, after.resourceType, removed) : 0;
  return { schema: after, recordsChanged };
}

function changed(
  before: ExtensionSchema | undefined,
  schemaId: string,
  change: Omit<ExtensionSchemaChange, 'removedValues'>,
): ExtensionSchema {
  if (!before) throw new NotFound('schema', schemaId);
  if (change.resourceType !== undefined && change.resourceType !== before.resourceType) {
    const message = `A schema of ${before.resourceType}s stays one: remove it and declare it anew`;
    throw new InvalidInput('resourceType', message);
  }
  const { description: _previous, ...rest } = before;
  const description = change.description === undefined ? before.description : change.description;
  return {
    ...rest,
    ...(typeof description === 'string' && { description }),
    name: change.name ?? before.name,
    required: change.required ?? before.required,
    attributes: change.attributes ?? before.attributes,
  };
}
