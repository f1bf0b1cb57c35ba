import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { notFound, ScimError } from '../errors/scim-error.ts';
import { listResponse } from '../lists/list-response.ts';
import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { groupType, userType } from '../schema/resource-types.ts';
import { serviceProviderConfig } from './service-provider-config.ts';

type Locate = (baseUrl: string) => JsonObject;

const resourceTypes: readonly ResourceType[] = [userType, groupType];

/** scimmy's descriptions (RFC 7643 §7), made once; only the location depends on the request. */
const schemas: ReadonlyMap<string, Locate> = new Map(
  resourceTypes
    .flatMap((type) => type.definitions)
    .map((definition): [string, Locate] => {
      const description = JSON.parse(JSON.stringify(definition.describe())) as JsonObject;
      const meta = (baseUrl: string) => ({ resourceType: 'Schema', location: `${baseUrl}/Schemas/${definition.id}` });
      return [definition.id.toLowerCase(), (baseUrl) => ({ ...description, meta: meta(baseUrl) })];
    }),
);

const types: ReadonlyMap<string, Locate> = new Map(
  resourceTypes.map((type): [string, Locate] => [type.name.toLowerCase(), (baseUrl) => describeType(type, baseUrl)]),
);

const describeType = (type: ResourceType, baseUrl: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: type.name,
  name: type.name,
  description: type.description,
  endpoint: type.endpoint,
  schema: type.schema,
  ...(type.extensions.length > 0 && {
    schemaExtensions: type.extensions.map((schema) => ({ schema, required: false })),
  }),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
});

export const listSchemas = async (call: ScimCall): Promise<ScimReply> => listAll(call, schemas);
export const getSchema = async (call: ScimCall): Promise<ScimReply> => getOne(call, schemas, 'schema');
export const listResourceTypes = async (call: ScimCall): Promise<ScimReply> => listAll(call, types);
export const getResourceType = async (call: ScimCall): Promise<ScimReply> => getOne(call, types, 'resource type');

export const getServiceProviderConfig = async (call: ScimCall): Promise<ScimReply> => {
  assertNoFilter(call);
  return { status: 200, body: serviceProviderConfig(call.baseUrl) };
};

/** All of them, whatever paging or sorting is asked for (RFC 7644 §4). */
function listAll(call: ScimCall, all: ReadonlyMap<string, Locate>): ScimReply {
  assertNoFilter(call);
  const resources = [...all.values()].map((describe) => describe(call.baseUrl));
  return { status: 200, body: listResponse(resources, { totalResults: resources.length, startIndex: 1 }) };
}

function getOne(call: ScimCall, all: ReadonlyMap<string, Locate>, kind: string): ScimReply {
  assertNoFilter(call);
  const describe = all.get(call.id.toLowerCase());
  if (!describe) throw notFound(`There is no ${kind} ${call.id.slice(0, 120)}`);
  return { status: 200, body: describe(call.baseUrl) };
}

function assertNoFilter({ query }: ScimCall): void {
  if (query.get('filter') !== null) throw new ScimError(403, undefined, 'Discovery documents cannot be filtered');
}
