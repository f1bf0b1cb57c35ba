import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import { documentStorage } from '../filter/document-storage.ts';
import { usersByEmail } from '../filter/email-lookup.ts';
import type { FilterNode } from '../filter/filter-syntax.ts';
import { membersOfGroup } from '../filter/membership-lookups.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { NO_RELATIONS, resolveRelations } from '../filter/relation-lookups.ts';
import type { ListQuery } from '../lists/list-records.ts';
import { readOrder } from '../lists/read-order.ts';
import type { ScimCall } from '../protocol/scim-call.ts';

const FIELDS = {
  id: 'id',
  userName: 'userName',
  externalId: 'externalId',
  active: 'active',
  'meta.created': 'createdAt',
  'meta.lastModified': 'lastModified',
} as const;

type Call = Pick<ScimCall, 'application' | 'request' | 'query' | 'types'>;

/**
 * The users a call asks for by `filter`, `sortBy` and `sortOrder`. Attributes that are foreign to users but not to the
 * query, as it is about other resources too, are absent.
 */
export async function readUserQuery(
  call: Call,
  isForeign?: (name: string) => boolean,
): Promise<ListQuery<DirectoryUser>> {
  const { user: type } = call.types;
  const text = call.query.get('filter');
  const filter = text === null ? undefined : parseFilter(text);
  const [relations, among] = filter ? await lookUp(call, filter) : [NO_RELATIONS];
  const storage = documentStorage<DirectoryUser>({ type, fields: FIELDS, relations, isForeign });
  return {
    filter: filter ? compileFilter(type, storage, filter) : true,
    among,
    order: readOrder(type, storage, call.query, isForeign),
  };
}

const lookUp = ({ application, types, request: { connection } }: Call, filter: FilterNode) =>
  Promise.all([
    resolveRelations(types.user, 'groups', filter, membersOfGroup(application, connection)),
    usersByEmail(application, connection, filter),
  ]);
