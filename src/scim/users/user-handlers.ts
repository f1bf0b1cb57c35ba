import { whenBothSettled } from '../../application/when-both-settled.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { notFound } from '../errors/scim-error.ts';
import { type Compiled, compileFilter } from '../filter/compile-filter.ts';
import { documentStorage } from '../filter/document-storage.ts';
import { usersByEmail } from '../filter/email-lookup.ts';
import { membersOfGroup } from '../filter/membership-lookups.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { resolveRelations } from '../filter/relation-lookups.ts';
import { replaceCreatesElement } from '../idp-dialects/create-missing-element.ts';
import { parsePatchRequest } from '../patch/parse-patch-request.ts';
import { namesTag, versionCondition } from '../protocol/entity-tag.ts';
import { listAmong, listRecords } from '../protocol/list-records.ts';
import { listResponse } from '../protocol/list-response.ts';
import { readPage } from '../protocol/read-page.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { Rendering, ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { readProjection } from '../resource/projection.ts';
import { userType } from '../schema/resource-types.ts';
import { patchUser, readUser, toUserContent } from './user-content.ts';
import { userLocation, userResource, userTag } from './user-resource.ts';

export async function createUser(call: ScimCall): Promise<ScimReply> {
  const rendering = renderingOf(call);
  const user = await call.directory.createDirectoryUser(
    call.application,
    call.request,
    toUserContent(readUser(call.body)),
  );
  return {
    status: 201,
    headers: { location: userLocation(call.baseUrl, user.id), etag: userTag(user, undefined) },
    body: userResource(user, undefined, rendering),
  };
}

export async function getUser(call: ScimCall): Promise<ScimReply> {
  const { connection } = call.request;
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const rendering = renderingOf(call);
  const [user, groups] = await Promise.all([
    call.application.database.directoryUsers.get(connection.tenant, call.id),
    groupsOf(call, rendering, call.id),
  ]);
  if (!user || user.deletedAt || user.connectionId !== connection.id) throw noSuchUser(call.id);
  const etag = userTag(user, groups);
  if (call.ifNoneMatch !== undefined && namesTag(call.ifNoneMatch, etag)) {
    return { status: 304, headers: { etag } };
  }
  return { status: 200, headers: { etag }, body: userResource(user, groups, rendering) };
}

export async function listUsers(call: ScimCall): Promise<ScimReply> {
  const page = readPage(call.query);
  const rendering = renderingOf(call);
  const { connection } = call.request;
  const { directoryUsers } = call.application.database;
  const { compiled, among } = await userFilter(call);
  const { records, totalResults } = among
    ? await listAmong(directoryUsers, connection, among, compiled, page)
    : await listRecords(directoryUsers, connection, compiled, page);
  const resources = await Promise.all(
    records.map(async (user) => userResource(user, await groupsOf(call, rendering, user.id), rendering)),
  );
  return { status: 200, body: listResponse(resources, totalResults, page) };
}

export async function replaceUser(call: ScimCall): Promise<ScimReply> {
  const resource = readUser(call.body);
  return changeUser(call, (current) => toUserContent(resource, current.active));
}

export async function modifyUser(call: ScimCall): Promise<ScimReply> {
  const operations = parsePatchRequest(userType, call.body);
  const options = { replaceCreatesElement: replaceCreatesElement(call.request.connection.type) };
  return changeUser(call, (current) => patchUser(current, operations, options));
}

export async function deleteUser(call: ScimCall): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const { application, directory, request, id } = call;
  await directory.deleteDirectoryUser(application, request, id, versionCondition(call));
  return { status: 204 };
}

/** A change of the user itself never changes which groups it is in, so these are read meanwhile. */
async function changeUser(
  call: ScimCall,
  modify: Parameters<ScimCall['directory']['changeDirectoryUser']>[3],
): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchUser(call.id);
  const { application, directory, request, id } = call;
  const rendering = renderingOf(call);
  const [{ user }, groups] = await whenBothSettled(
    directory.changeDirectoryUser(application, request, id, modify, versionCondition(call)),
    groupsOf(call, rendering, call.id),
  );
  return {
    status: 200,
    headers: { etag: userTag(user, groups) },
    body: userResource(user, groups, rendering),
  };
}

async function userFilter(
  call: ScimCall,
): Promise<{ readonly compiled: Compiled<DirectoryUser>; readonly among?: readonly string[] | undefined }> {
  const text = call.query.get('filter');
  if (text === null) return { compiled: true };
  const { connection } = call.request;
  const filter = parseFilter(text);
  const lookup = membersOfGroup(call.application, connection);
  const [relations, among] = await Promise.all([
    resolveRelations(userType, 'groups', filter, lookup),
    usersByEmail(call.application, connection, filter),
  ]);
  const storage = documentStorage<DirectoryUser>({ type: userType, fields: FIELDS, relations });
  const compiled = compileFilter(userType, storage, filter);
  return { compiled, among };
}

const FIELDS = {
  id: 'id',
  userName: 'userName',
  externalId: 'externalId',
  active: 'active',
  'meta.created': 'createdAt',
  'meta.lastModified': 'lastModified',
} as const;

const groupsOf = ({ groupsOfUser, request }: ScimCall, { projection }: Rendering, userId: string) =>
  projection.includes('groups') ? groupsOfUser(request.connection, userId) : undefined;

const renderingOf = (call: ScimCall): Rendering => ({
  baseUrl: call.baseUrl,
  projection: readProjection(userType, call.query),
});

const noSuchUser = (id: string) => notFound(`There is no user ${id.slice(0, 80)} on this connection`);
