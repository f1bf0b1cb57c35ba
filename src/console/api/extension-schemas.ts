import { queryOptions } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';
import { inside, renewInside } from './organizations.ts';
import type { ExtensionSchemaChange, ExtensionSchemaInput } from './types.ts';

const keyOf = (organization: string, connectionId: string) =>
  inside(organization, 'connections', connectionId, 'schemas');

export const extensionSchemasQuery = (organization: string, connectionId: string) =>
  queryOptions({
    queryKey: keyOf(organization, connectionId),
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}/schemas', {
          params: { path: { organization, connectionId } },
        }),
      ),
  });

/** How many users or groups have values of a schema, or of some of its attributes. Always asked anew. */
export const extensionUsageQuery = (
  organization: string,
  connectionId: string,
  schemaId: string,
  attribute?: readonly string[],
) =>
  queryOptions({
    queryKey: [...keyOf(organization, connectionId), schemaId, 'usage', attribute ?? 'all'],
    queryFn: () =>
      answerOf(
        client.GET('/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}/usage', {
          params: {
            path: { organization, connectionId, schemaId },
            query: attribute ? { attribute: [...attribute] } : {},
          },
        }),
      ),
    staleTime: 0,
  });

export async function declareExtensionSchema(organization: string, connectionId: string, body: ExtensionSchemaInput) {
  const declared = await answerOf(
    client.POST('/organizations/{organization}/connections/{connectionId}/schemas', {
      params: { path: { organization, connectionId } },
      body,
    }),
  );
  await renewInside(organization);
  return declared;
}

export async function changeExtensionSchema(
  organization: string,
  connectionId: string,
  schemaId: string,
  body: ExtensionSchemaChange,
) {
  const changed = await answerOf(
    client.PATCH('/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}', {
      params: { path: { organization, connectionId, schemaId } },
      body,
    }),
  );
  await renewInside(organization);
  return changed;
}

export async function removeExtensionSchema(
  organization: string,
  connectionId: string,
  schemaId: string,
  values: 'keep' | 'delete',
) {
  const removed = await answerOf(
    client.DELETE('/organizations/{organization}/connections/{connectionId}/schemas/{schemaId}', {
      params: { path: { organization, connectionId, schemaId }, query: { values } },
    }),
  );
  await renewInside(organization);
  return removed;
}
