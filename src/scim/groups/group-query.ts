import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { documentStorage } from '../filter/document-storage.ts';
import { groupsWithMember } from '../filter/membership-lookups.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { NO_RELATIONS, resolveRelations } from '../filter/relation-lookups.ts';
import type { ListQuery } from '../lists/list-records.ts';
import { readOrder } from '../lists/read-order.ts';
import type { ScimCall } from '../protocol/scim-call.ts';

const FIELDS = {
  id: 'id',
  displayName: 'displayName',
  externalId: 'externalId',
  'meta.created': 'createdAt',
  'meta.lastModified': 'lastModified',
} as const;

/**
 * The groups a call asks for by `filter`, `sortBy` and `sortOrder`. Attributes that are foreign to groups but not to the
 * query, as it is about other resources too, are absent.
 */
export async function readGroupQuery(
  { application, request, query, types }: Pick<ScimCall, 'application' | 'request' | 'query' | 'types'>,
  isForeign?: (name: string) => boolean,
): Promise<ListQuery<DirectoryGroup>> {
  const text = query.get('filter');
  const filter = text === null ? undefined : parseFilter(text);
  const lookup = groupsWithMember(application, request.connection);
  const relations = filter ? await resolveRelations(types.group, 'members', filter, lookup) : NO_RELATIONS;
  const storage = documentStorage<DirectoryGroup>({ type: types.group, fields: FIELDS, relations, isForeign });
  return {
    filter: filter ? compileFilter(types.group, storage, filter) : true,
    order: readOrder(types.group, storage, query, isForeign),
  };
}
