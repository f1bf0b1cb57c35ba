import { operation } from '../operation.ts';
import {
  ChangedExtensionSchema,
  ExtensionSchema,
  ExtensionSchemaChange,
  ExtensionSchemaInput,
  ExtensionSchemaList,
  ExtensionUsage,
  ExtensionUsageQuery,
  RemovedExtensionSchema,
  RemoveExtensionSchemaQuery,
  SchemaUrn,
} from '../schemas/extension-schema.ts';
import { Id } from '../schemas/scalars.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Connections';
const oneConnection = inOrganization({ connectionId: Id });
const oneSchema = inOrganization({ connectionId: Id, schemaId: SchemaUrn });

export const extensionSchemaOperations = {
  listExtensionSchemas: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/schemas',
    tag,
    summary: 'List the extension schemas of a connection',
    description: 'Those declared here. What the connection serves besides stands at `/scim/v2/Schemas`.',
    action: 'connections.read',
    params: oneConnection,
    status: 200,
    answer: ExtensionSchemaList,
  }),
  declareExtensionSchema: operation({
    method: 'post',
    path: '/organizations/{organization}/connections/{connectionId}/schemas',
    tag,
    summary: 'Declare an extension schema',
    description:
      'A schema in the form of RFC 7643 §7 is taken as it is. The connection serves it at once; other processes follow within 5 seconds.',
    action: 'connections.change',
    params: oneConnection,
    body: ExtensionSchemaInput,
    status: 201,
    answer: ExtensionSchema,
  }),
  getExtensionSchema: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}',
    tag,
    summary: 'Read an extension schema',
    action: 'connections.read',
    params: oneSchema,
    status: 200,
    answer: ExtensionSchema,
  }),
  changeExtensionSchema: operation({
    method: 'patch',
    path: '/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}',
    tag,
    summary: 'Change an extension schema',
    description:
      'Attributes may always be added and removed. The type of an attribute, and whether it is unique, cannot change while there are values of it (409).',
    action: 'connections.change',
    params: oneSchema,
    body: ExtensionSchemaChange,
    status: 200,
    answer: ChangedExtensionSchema,
  }),
  removeExtensionSchema: operation({
    method: 'delete',
    path: '/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}',
    tag,
    summary: 'Remove an extension schema',
    action: 'connections.change',
    params: oneSchema,
    query: RemoveExtensionSchemaQuery,
    status: 200,
    answer: RemovedExtensionSchema,
  }),
  countExtensionValues: operation({
    method: 'get',
    path: '/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}/usage',
    tag,
    summary: 'Count the users or groups that have values of an extension schema',
    description: 'To be shown before it, or some of its attributes, are removed.',
    action: 'connections.read',
    params: oneSchema,
    query: ExtensionUsageQuery,
    status: 200,
    answer: ExtensionUsage,
  }),
};
