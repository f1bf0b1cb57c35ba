import type { z } from 'zod';
import { NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { absent, and, type Condition, eq, isIn, present } from '../../../application/ports/query.ts';
import { type Provisioning, provisioningOfUsers } from '../../../application/provisioning/provisioning-of-users.ts';
import type { DirectoryGroup, GroupMember } from '../../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../../domain/provisioning/directory-user.ts';
import { terminationDateOf } from '../../../domain/provisioning/own-extension.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames, type Names } from '../names.ts';
import type { directoryOperations } from '../operations/directory.ts';
import { type PageOf, type PageRequest, readPage, shapePage } from '../read-page.ts';
import type {
  DirectoryGroup as DirectoryGroupSchema,
  DirectoryUserQuery,
  DirectoryUser as DirectoryUserSchema,
} from '../schemas/directory.ts';

export const directoryHandlers: Handlers<typeof directoryOperations> = {
  async listDirectoryGroups({ query }, { app: { database }, organization: { id: tenant } }) {
    const conditions: Condition<DirectoryGroup>[] = [absent('deletedAt')];
    if (query.connectionId) conditions.push(eq('connectionId', query.connectionId));
    if (query.query) conditions.push({ op: 'contains', field: 'displayName', value: query.query });
    if (query.groupId) conditions.push(isIn('id', await groupsWithin(database, tenant, query.groupId)));
    const where = and(...conditions);
    const page = await readPage(database.directoryGroups, tenant, { where, sort: [{ field: 'displayName' }] }, query);
    const [items, total] = await Promise.all([
      shapeGroups(database, tenant, page.docs),
      query.cursor ? undefined : database.directoryGroups.count(tenant, where),
    ]);
    return { ...shapePage(page, (group) => group), items, total };
  },

  async getDirectoryGroup({ params }, { app: { database }, organization: { id: tenant } }) {
    const group = await database.directoryGroups.get(tenant, params.groupId);
    const [shape] = group && !group.deletedAt ? await shapeGroups(database, tenant, [group]) : [];
    if (!shape) throw new NotFound('group', params.groupId);
    return shape;
  },

  async listDirectoryUsers({ query }, { app: { database }, organization: { id: tenant } }) {
    const where = userConditions(query);
    const page = query.groupId
      ? await readMembers(database, tenant, query.groupId, where, query)
      : await readPage(database.directoryUsers, tenant, { where: and(...where), sort: [{ field: 'userName' }] }, query);
    const [names, provisioning, total] = await Promise.all([
      lookUpNames(database, tenant, { connections: page.docs.map((user) => user.connectionId) }),
      provisioningOfUsers(database, tenant, page.docs),
      query.cursor || query.groupId ? undefined : database.directoryUsers.count(tenant, and(...where)),
    ]);
    return { ...shapePage(page, (user) => shapeUser(user, names, provisioning.get(user.id))), total };
  },

  async getDirectoryUser({ params }, { app: { database }, organization: { id: tenant } }) {
    const user = await database.directoryUsers.get(tenant, params.userId);
    if (!user || user.deletedAt) throw new NotFound('user', params.userId);
    const names = await lookUpNames(database, tenant, { connections: [user.connectionId] });
    const provisioning = await provisioningOfUsers(database, tenant, [user]);
    return shapeUser(user, names, provisioning.get(user.id));
  },
};

async function shapeGroups(
  reads: Reads,
  tenant: string,
  groups: readonly DirectoryGroup[],
): Promise<z.input<typeof DirectoryGroupSchema>[]> {
  const [names, members, within] = await Promise.all([
    lookUpNames(reads, tenant, { connections: groups.map((group) => group.connectionId) }),
    memberCounts(reads, tenant, groups, absent('memberKind')),
    memberCounts(reads, tenant, groups, eq('memberKind', 'group')),
  ]);
  return groups.map((group) => ({
    id: group.id,
    connectionId: group.connectionId,
    connectionName: names.connection(group.connectionId),
    displayName: group.displayName,
    externalId: group.externalId,
    memberCount: members.get(group.id) ?? 0,
    groupCount: within.get(group.id) ?? 0,
    createdAt: group.createdAt,
    lastModified: group.lastModified,
  }));
}

function userConditions(query: z.output<typeof DirectoryUserQuery>): Condition<DirectoryUser>[] {
  const where: Condition<DirectoryUser>[] = [absent('deletedAt')];
  if (query.connectionId) where.push(eq('connectionId', query.connectionId));
  if (query.query) where.push({ op: 'contains', field: 'userName', value: query.query });
  if (query.linked) where.push(query.linked === 'true' ? present('accountId') : absent('accountId'));
  if (query.active) where.push(eq('active', query.active === 'true'));
  return where;
}

const memberCounts = (
  reads: Reads,
  tenant: string,
  groups: readonly DirectoryGroup[],
  which: Condition<GroupMember>,
): Promise<ReadonlyMap<string, number>> | ReadonlyMap<string, number> =>
  groups.length === 0
    ? new Map<string, number>()
    : reads.groupMembers.countBy(
        tenant,
        'groupId',
        and(
          isIn(
            'groupId',
            groups.map((group) => group.id),
          ),
          which,
          absent('removedAt'),
        ),
      );

/** More than so many groups in one group are not listed. */
const MOST_WITHIN = 2_000;

async function groupsWithin(reads: Reads, tenant: string, groupId: string): Promise<readonly string[]> {
  const edges = await reads.groupMembers.find(tenant, {
    where: and<GroupMember>(eq('groupId', groupId), eq('memberKind', 'group'), absent('removedAt')),
    sort: [{ field: 'userId' }],
    limit: MOST_WITHIN,
  });
  return edges.map((edge) => edge.userId);
}

/** A page of a group's members. Further conditions may leave it shorter than asked, with more to come. */
async function readMembers(
  reads: Reads,
  tenant: string,
  groupId: string,
  conditions: readonly Condition<DirectoryUser>[],
  page: PageRequest,
): Promise<PageOf<DirectoryUser>> {
  const members = await readPage<GroupMember>(
    reads.groupMembers,
    tenant,
    { where: and(eq('groupId', groupId), absent('memberKind'), absent('removedAt')), sort: [{ field: 'userId' }] },
    page,
  );
  if (members.docs.length === 0) return { ...members, docs: [] };
  const ids = members.docs.map((member) => member.userId);
  const users = await reads.directoryUsers.find(tenant, {
    where: and(isIn<DirectoryUser>('id', ids), ...conditions),
  });
  return { ...members, docs: users };
}

const shapeUser = (
  user: DirectoryUser,
  names: Names,
  provisioning: Provisioning | undefined,
): z.input<typeof DirectoryUserSchema> => ({
  id: user.id,
  connectionId: user.connectionId,
  connectionName: names.connection(user.connectionId),
  userName: user.userName,
  externalId: user.externalId,
  displayName: typeof user.attributes.displayName === 'string' ? user.attributes.displayName : undefined,
  active: user.active,
  link: user.accountId === undefined ? 'unlinked' : 'linked',
  accountId: user.accountId,
  provisioningStatus: provisioning?.status ?? 'pending',
  holdReason: provisioning?.holdReason,
  terminationDate: terminationDateOf(user.attributes),
  createdAt: user.createdAt,
  lastModified: user.lastModified,
});
