import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { groupJson } from '../groups/group-json.ts';
import { groupResource } from '../groups/group-resource.ts';
import { type ListFacts, listJson, listResponse } from '../lists/list-response.ts';
import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { readProjection } from '../resource/projection.ts';
import { userRendering, usersInList } from '../users/user-handlers.ts';

/** A user or a group on its way into a list of both. */
export type RootResource =
  | { readonly kind: 'user'; readonly user: DirectoryUser }
  | { readonly kind: 'group'; readonly group: DirectoryGroup };

/** A list of users and groups; in pieces as soon as members are in it. */
export async function renderRoot(
  call: ScimCall,
  resources: readonly RootResource[],
  facts: ListFacts,
): Promise<NonNullable<ScimReply['body']>> {
  const users = resources.flatMap((resource) => (resource.kind === 'user' ? [resource.user] : []));
  const bodies = await usersInList(call, users, userRendering(call));
  const userBodies = new Map(users.map((user, index) => [user, bodies[index] ?? {}]));
  const { application, request, baseUrl } = call;
  const projection = readProjection(call.types.group, call.query);
  const bodyOf = (resource: RootResource): JsonObject =>
    resource.kind === 'user'
      ? (userBodies.get(resource.user) ?? {})
      : groupResource(resource.group, { baseUrl, projection });
  if (!projection.includes('members') || users.length === resources.length) {
    return listResponse(resources.map(bodyOf), facts);
  }

  const source = { application, connection: request.connection, baseUrl, projection };
  async function* pieces() {
    for (const resource of resources) {
      yield resource.kind === 'group' ? groupJson(source, resource.group) : [JSON.stringify(bodyOf(resource))];
    }
  }
  return listJson(facts, resources.length, pieces());
}
