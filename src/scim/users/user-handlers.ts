import { whenBothSettled } from '../../application/when-both-settled.ts';
import type { DirectoryUser, JsonObject } from '../../domain/provisioning/directory-user.ts';
import { notFound } from '../errors/scim-error.ts';
import { replaceCreatesElement } from '../idp-dialects/create-missing-element.ts';
import { listKnown, type Showing } from '../lists/list-known.ts';
import { isForAll, listRecords } from '../lists/list-records.ts';
import { listResponse } from '../lists/list-response.ts';
import { readPage } from '../lists/read-page.ts';
import { parsePatchRequest } from '../patch/parse-patch-request.ts';
import { namesTag, versionCondition } from '../protocol/entity-tag.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { Rendering, ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { readProjection } from '../resource/projection.ts';
import { newUserContent, patchUser, readReplacement, replaceUserContent } from './user-content.ts';
import { type ShownGroup, wordingOf } from './user-memberships.ts';
import { shownProvisioning, showsProvisioning } from './user-provisioning.ts';
import { readUserQuery } from './user-query.ts';
import { userLocation, userResource, userTag } from './user-resource.ts';

export async function createUser(call: ScimCall): Promise<ScimReply> {
  const rendering = userRendering(call);
  const user = await call.directory.createDirectoryUser(
    call.application,
    call.request,
    newUserContent(call.types.user, call.body, call.application.clock.now()),
  );
  const provisioning = await shownProvisioning(call, rendering.projection, [user]);
  return {
    status: 201,
    headers: { location: userLocation(call.baseUrl, user.id), etag: userTag(user, undefined, provisioning) },
    body: userResource(user, undefined, rendering, provisioning),
  };
}

export async function getUser(call: ScimCall): Promise<ScimReply> {
  const { connection } = call.request;
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const rendering = userRendering(call);
  const [groups, user] = await Promise.all([
    groupsOf(call, rendering, call.id),
    call.application.database.directoryUsers.get(connection.tenant, call.id),
  ]);
  if (!user || user.deletedAt || user.connectionId !== connection.id) throw noSuchUser(call.id);
  const provisioning = await shownProvisioning(call, rendering.projection, [user]);
  const etag = userTag(user, groups, provisioning);
  if (call.ifNoneMatch !== undefined && namesTag(call.ifNoneMatch, etag)) {
    return { status: 304, headers: { etag } };
  }
  const location = userLocation(call.baseUrl, user.id);
  return { status: 200, headers: { location, etag }, body: userResource(user, groups, rendering, provisioning) };
}

export async function listUsers(call: ScimCall): Promise<ScimReply> {
  const page = readPage(call.query);
  const rendering = userRendering(call);
  const query = await readUserQuery(call);
  const { directoryUsers } = call.application.database;
  if (isForAll(query) && !showsProvisioning(rendering.projection)) {
    return { status: 200, body: await listKnown(call, directoryUsers, showingUsers(call, rendering), page) };
  }
  const { records, facts } = await listRecords(call, call.types.user.endpoint, directoryUsers, query, page);
  return { status: 200, body: listResponse(await usersInList(call, records, rendering), facts) };
}

const showingUsers = (
  call: ScimCall,
  rendering: Rendering,
): Showing<DirectoryUser, readonly ShownGroup[] | undefined> => ({
  rendering,
  besides: (listed) => Promise.all(listed.map(({ id }) => groupsOf(call, rendering, id))),
  wordingOf,
  showsGroups: rendering.projection.includes('groups'),
  resourceOf: (user, groups) => userResource(user, groups, rendering),
});

/** The users of one page; their groups, when shown, are read together. */
export const usersInList = async (
  call: ScimCall,
  users: readonly DirectoryUser[],
  rendering: Rendering,
): Promise<JsonObject[]> => {
  const provisioning = await shownProvisioning(call, rendering.projection, users);
  return await Promise.all(
    users.map(async (user) => userResource(user, await groupsOf(call, rendering, user.id), rendering, provisioning)),
  );
};

export async function replaceUser(call: ScimCall): Promise<ScimReply> {
  const { user: type } = call.types;
  const given = readReplacement(type, call.body);
  const { clock } = call.application;
  return changeUser(call, (current) => replaceUserContent(type, current, given, clock.now()));
}

export async function modifyUser(call: ScimCall): Promise<ScimReply> {
  const { user: type } = call.types;
  const operations = parsePatchRequest(type, call.body);
  const options = { replaceCreatesElement: replaceCreatesElement(call.request.connection.type) };
  const { clock } = call.application;
  return changeUser(call, (current) => patchUser(type, current, operations, options, clock.now()));
}

export async function deleteUser(call: ScimCall): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const { application, directory, request, id } = call;
  await directory.deleteDirectoryUser(application, request, id, versionCondition(call));
  return { status: 204 };
}

/**
 * A change of the user itself never changes which groups it is in, so these are read meanwhile; and asked for first, so
 * that the question travels with the one for the user.
 */
async function changeUser(
  call: ScimCall,
  modify: Parameters<ScimCall['directory']['changeDirectoryUser']>[3],
): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const { application, directory, request, id } = call;
  const rendering = userRendering(call);
  const reading = groupsOf(call, rendering, call.id);
  const [{ user }, groups] = await whenBothSettled(
    directory.changeDirectoryUser(application, request, id, modify, versionCondition(call)),
    reading,
  );
  const provisioning = await shownProvisioning(call, rendering.projection, [user]);
  return {
    status: 200,
    headers: { location: userLocation(call.baseUrl, user.id), etag: userTag(user, groups, provisioning) },
    body: userResource(user, groups, rendering, provisioning),
  };
}

const groupsOf = ({ groupsOfUser, request }: ScimCall, { projection }: Rendering, userId: string) =>
  projection.includes('groups') ? groupsOfUser(request.connection, userId) : undefined;

export const userRendering = (call: ScimCall): Rendering => ({
  baseUrl: call.baseUrl,
  projection: readProjection(call.types.user, call.query),
});

const noSuchUser = (id: string) => notFound(`There is no user ${id.slice(0, 80)} on this connection`);
