import type { JsonObject } from '../../domain/provisioning/directory-user.ts';
import { notFound, ScimError } from '../errors/scim-error.ts';
import { listResponse } from '../lists/list-response.ts';
import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { describeExtension } from '../schema/describe-extension.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { groupType, type ResourceTypes, userType } from '../schema/resource-types.ts';
import { serviceProviderConfig } from './service-provider-config.ts';

type Locate = (baseUrl: string) => JsonObject;

/** scimmy's descriptions (RFC 7643 §7), made once; only the location depends on the request. */
const standardSchemas: readonly (readonly [string, Locate])[] = [userType, groupType]
  .flatMap((type) => type.definitions)
  .map((definition) => schemaEntry(definition.id, JSON.parse(JSON.stringify(definition.describe())) as JsonObject));

function schemaEntry(id: string, description: JsonObject): readonly [string, Locate] {
  const meta = (baseUrl: string) => ({ resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` });
  return [id.toLowerCase(), (baseUrl) => ({ ...description, meta: meta(baseUrl) })];
}

/** The standard's, and what an administrator declared for this connection. */
const schemasOf = ({ user, group }: ResourceTypes): ReadonlyMap<string, Locate> =>
  new Map([
    ...standardSchemas,
    ...[...user.declared, ...group.declared].map((schema) => schemaEntry(schema.id, describeExtension(schema))),
  ]);

const typesOf = ({ user, group }: ResourceTypes): ReadonlyMap<string, Locate> =>
  new Map([user, group].map((type) => [type.name.toLowerCase(), (baseUrl) => describeType(type, baseUrl)]));

const describeType = (type: ResourceType, baseUrl: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: type.name,
  name: type.name,
  description: type.description,
  endpoint: type.endpoint,
  schema: type.schema,
  ...(type.extensions.length > 0 && {
    schemaExtensions: type.extensions.map((schema) => ({
      schema,
      required: type.declared.some(({ id, required }) => required && id === schema),
    })),
  }),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
});

export const listSchemas = async (call: ScimCall): Promise<ScimReply> => listAll(call, schemasOf(call.types));
export const getSchema = async (call: ScimCall): Promise<ScimReply> => getOne(call, schemasOf(call.types), 'schema');
export const listResourceTypes = async (call: ScimCall): Promise<ScimReply> => listAll(call, typesOf(call.types));
export const getResourceType = async (call: ScimCall): Promise<ScimReply> =>
  getOne(call, typesOf(call.types), 'resource type');

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
