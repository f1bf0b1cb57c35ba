import { changeExtensionSchema } from '../../../application/connections/change-extension-schema.ts';
import { declareExtensionSchema } from '../../../application/connections/declare-extension-schema.ts';
import { countRecordsWith } from '../../../application/connections/extension-values.ts';
import { removeExtensionSchema } from '../../../application/connections/remove-extension-schema.ts';
import { requireConnection } from '../../../application/connections/require-connection.ts';
import { NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { findSchema } from '../../../domain/provisioning/extension-schema.ts';
import type { Handlers } from '../handler.ts';
import type { extensionSchemaOperations } from '../operations/extension-schemas.ts';
import { readAttribute, readExtensionSchema, shapeExtensionSchema } from '../shapes/extension-schema.ts';

export const extensionSchemaHandlers: Handlers<typeof extensionSchemaOperations> = {
  async listExtensionSchemas({ params }, { app, organization }) {
    const { extensionSchemas } = await requireConnection(app.database, organization.id, params.connectionId);
    return { items: (extensionSchemas?.schemas ?? []).map(shapeExtensionSchema) };
  },

  async declareExtensionSchema({ params: { connectionId }, body }, { app, request, organization, tokens }) {
    const key = { tenant: organization.id, connectionId };
    const schema = await declareExtensionSchema(app, request, key, readExtensionSchema(body));
    tokens.forget(connectionId);
    return shapeExtensionSchema(schema);
  },

  async getExtensionSchema({ params }, { app, organization }) {
    return shapeExtensionSchema((await requireSchema(app.database, organization.id, params)).schema);
  },

  async changeExtensionSchema({ params: { connectionId, schemaId }, body }, { app, request, organization, tokens }) {
    const key = { tenant: organization.id, connectionId };
    const change = { ...body, attributes: body.attributes?.map(readAttribute) };
    const { schema, recordsChanged } = await changeExtensionSchema(app, request, key, schemaId, change);
    tokens.forget(connectionId);
    return { schema: shapeExtensionSchema(schema), recordsChanged };
  },

  async removeExtensionSchema({ params: { connectionId, schemaId }, query }, { app, request, organization, tokens }) {
    const key = { tenant: organization.id, connectionId };
    const removed = await removeExtensionSchema(app, request, key, schemaId, query.values);
    tokens.forget(connectionId);
    return removed;
  },

  async countExtensionValues({ params, query }, { app, organization }) {
    const { connection, schema } = await requireSchema(app.database, organization.id, params);
    const places = query.attribute?.map((attribute) => ({ schema: schema.id, attribute })) ?? [{ schema: schema.id }];
    return { records: await countRecordsWith(app.database, connection, schema.resourceType, places) };
  },
};

/** @throws NotFound */
async function requireSchema(reads: Reads, tenant: string, params: { connectionId: string; schemaId: string }) {
  const connection = await requireConnection(reads, tenant, params.connectionId);
  const schema = findSchema(connection.extensionSchemas?.schemas ?? [], params.schemaId);
  if (!schema) throw new NotFound('schema', params.schemaId);
  return { connection, schema };
}
