import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import { notFound } from '../errors/scim-error.ts';
import { replaceCreatesElement } from '../idp-dialects/create-missing-element.ts';
import { listKnown, type Showing } from '../lists/list-known.ts';
import { isForAll, listRecords } from '../lists/list-records.ts';
import { listJson, listResponse } from '../lists/list-response.ts';
import { readPage } from '../lists/read-page.ts';
import { parsePatchRequest } from '../patch/parse-patch-request.ts';
import { entityTag, namesTag, versionCondition } from '../protocol/entity-tag.ts';
import { isRecordId } from '../protocol/record-id.ts';
import type { ScimCall, ScimReply } from '../protocol/scim-call.ts';
import { mentionsOf } from '../resource/mentions-of.ts';
import { type Projection, readProjection } from '../resource/projection.ts';
import { compileGroupPatch } from './compile-group-patch.ts';
import { newGroup, patchGroup, readGroup, replaceGroupContent } from './group-content.ts';
import { groupJson, groupsJson } from './group-json.ts';
import { readGroupQuery } from './group-query.ts';
import { groupLocation, groupResource } from './group-resource.ts';

export async function createGroup(call: ScimCall): Promise<ScimReply> {
  const projection = readProjection(call.types.group, call.query);
  const { content, members } = newGroup(call.types.group, call.body);
  const group = await call.directory.createDirectoryGroup(call.application, call.request, content, members);
  return {
    status: 201,
    headers: { location: groupLocation(call.baseUrl, group.id), etag: entityTag(group.version) },
    body: groupBody(call, group, projection),
  };
}

export async function getGroup(call: ScimCall): Promise<ScimReply> {
  const { connection } = call.request;
  if (!isRecordId(call.id)) throw noSuchGroup(call.id);
  const projection = readProjection(call.types.group, call.query);
  const group = await call.application.database.directoryGroups.get(connection.tenant, call.id);
  if (!group || group.deletedAt || group.connectionId !== connection.id) throw noSuchGroup(call.id);
  const etag = entityTag(group.version);
  if (call.ifNoneMatch !== undefined && namesTag(call.ifNoneMatch, etag)) {
    return { status: 304, headers: { etag } };
  }
  const location = groupLocation(call.baseUrl, group.id);
  return { status: 200, headers: { location, etag }, body: groupBody(call, group, projection) };
}

export async function listGroups(call: ScimCall): Promise<ScimReply> {
  const page = readPage(call.query);
  const projection = readProjection(call.types.group, call.query);
  const { directoryGroups } = call.application.database;
  const query = await readGroupQuery(call);
  if (isForAll(query) && !projection.includes('members')) {
    return { status: 200, body: await listKnown(call, directoryGroups, showingGroups(call, projection), page) };
  }
  const { records, facts } = await listRecords(call, call.types.group.endpoint, directoryGroups, query, page);
  if (projection.includes('members') && records.length > 0) {
    return { status: 200, body: listJson(facts, records.length, groupsJson(sourceOf(call, projection), records)) };
  }
  const resources = records.map((group) => groupResource(group, { baseUrl: call.baseUrl, projection }));
  return { status: 200, body: listResponse(resources, facts) };
}

function showingGroups({ baseUrl }: ScimCall, projection: Projection): Showing<DirectoryGroup, undefined> {
  const rendering = { baseUrl, projection };
  return {
    rendering,
    besides: async () => [],
    wordingOf: () => '',
    showsGroups: false,
    resourceOf: (group) => groupResource(group, rendering),
  };
}

export async function replaceGroup(call: ScimCall): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchGroup(call.id);
  const { content, members } = readGroup(call.types.group, call.body);
  const mentions = mentionsOf(call.types.group, call.body);
  const change = {
    modify: (current: DirectoryGroup) => replaceGroupContent(call.types.group, current, content, mentions),
    members: [members.length === 0 ? ({ op: 'clear' } as const) : ({ op: 'replace', members } as const)],
  };
  return answerWithGroup(call, await changeGroup(call, change));
}

/** Answers 204, whatever the size of the group, unless the client asks for attributes. */
export async function modifyGroup(call: ScimCall): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchGroup(call.id);
  const { members, content } = compileGroupPatch(parsePatchRequest(call.types.group, call.body), call.baseUrl);
  const options = { replaceCreatesElement: replaceCreatesElement(call.request.connection.type) };
  const group = await changeGroup(call, {
    members,
    ...(content.length > 0 && {
      modify: (current: DirectoryGroup) => patchGroup(call.types.group, current, content, options),
    }),
  });
  if (call.query.get('attributes')) return answerWithGroup(call, group);
  return { status: 204, headers: { etag: entityTag(group.version) } };
}

export async function deleteGroup(call: ScimCall): Promise<ScimReply> {
  if (!isRecordId(call.id)) throw noSuchGroup(call.id);
  const { application, directory, request, id } = call;
  await directory.deleteDirectoryGroup(application, request, id, versionCondition(call));
  return { status: 204 };
}

async function changeGroup(
  call: ScimCall,
  change: Parameters<ScimCall['directory']['changeDirectoryGroup']>[3],
): Promise<DirectoryGroup> {
  const { application, directory, request, id } = call;
  const { group } = await directory.changeDirectoryGroup(application, request, id, change, versionCondition(call));
  return group;
}

const answerWithGroup = (call: ScimCall, group: DirectoryGroup): ScimReply => ({
  status: 200,
  headers: { location: groupLocation(call.baseUrl, group.id), etag: entityTag(group.version) },
  body: groupBody(call, group, readProjection(call.types.group, call.query)),
});

function groupBody(call: ScimCall, group: DirectoryGroup, projection: Projection) {
  if (!projection.includes('members')) return groupResource(group, { baseUrl: call.baseUrl, projection });
  return groupJson(sourceOf(call, projection), group);
}

const sourceOf = ({ application, request, baseUrl }: ScimCall, projection: Projection) => ({
  application,
  connection: request.connection,
  baseUrl,
  projection,
});

const noSuchGroup = (id: string) => notFound(`There is no group ${id.slice(0, 80)} on this connection`);
