import type { Connection } from '../../domain/provisioning/connection.ts';
import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { absent, and, eq, isIn } from '../ports/query.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { MemberEdit, MemberReference } from './directory-content.ts';
import { NestedGroupsRefused, UnknownMembers } from './directory-errors.ts';

/** The people and groups a request really added or removed. */
export interface TouchedMembers {
  readonly added: TouchedMember[];
  readonly removed: TouchedMember[];
}

export interface TouchedMember {
  readonly userId: string;
  readonly accountId?: string | undefined;
  readonly isGroup?: boolean;
}

export interface MemberTarget {
  readonly request: ConnectionRequest;
  readonly groupId: string;
  readonly jobId: string;
  /** The group is being created: it has no rows to look for. */
  readonly isNew?: boolean;
}

/**
 * Adds members to a group: only their rows are read and written, whatever the size of the group. Present members are
 * left alone; a removed one whose removal still waits for its job comes back to life, and both jobs look at the person.
 * @throws UnknownMembers when an id is no live user or group of this connection; NestedGroupsRefused when it is a group and
 *   the connection takes none as members.
 */
export async function addMembers(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  members: readonly MemberReference[],
  touched: TouchedMembers,
): Promise<void> {
  const { connection } = target.request;
  const { tenant } = connection;
  const wanted = new Map(members.map((member) => [member.userId, member]));
  if (wanted.size === 0) return;
  const userIds = [...wanted.keys()];
  const [users, rows] = await Promise.all([
    tx.directoryUsers.getMany(tenant, userIds),
    target.isNew
      ? []
      : tx.groupMembers.getMany(
          tenant,
          userIds.map((userId) => groupMemberId(target.groupId, userId)),
        ),
  ]);
  const known = new Map(users.filter((user) => isMemberable(user, connection.id)).map((user) => [user.id, user]));
  const strangers = userIds.filter((userId) => !known.has(userId));
  const groups = strangers.length > 0 ? await requireGroups(tx, connection, members, strangers) : NO_GROUPS;

  const rowOf = new Map(rows.map((row) => [row.userId, row]));
  const fresh: Draft<GroupMember>[] = [];
  for (const [userId, member] of wanted) {
    const row = rowOf.get(userId);
    if (row && !row.removedAt) continue;
    const accountId = known.get(userId)?.accountId;
    const next: Draft<GroupMember> = {
      id: groupMemberId(target.groupId, userId),
      tenant,
      connectionId: connection.id,
      groupId: target.groupId,
      userId,
      ...(accountId !== undefined && { accountId }),
      ...(groups.has(userId) && { memberKind: 'group' }),
      ...(member.display !== undefined && { display: member.display }),
      touchedByJob: target.jobId,
      addedAt: app.clock.now(),
    };
    if (row) tx.groupMembers.replace(next, row.version);
    else fresh.push(next);
    touched.added.push({ userId, accountId, isGroup: groups.has(userId) });
  }
  if (fresh.length > 0) tx.groupMembers.insertMany(fresh);
}

const NO_GROUPS: ReadonlySet<string> = new Set();

/** Members that are no users of the connection: they have to be its groups, where it takes groups as members. */
async function requireGroups(
  tx: Transaction,
  connection: Connection,
  members: readonly MemberReference[],
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const taken = connection.nestedGroups === 'expand' || connection.nestedGroups === 'ignore';
  const asked = new Set(ids);
  if (!taken && members.some((member) => member.isGroup && asked.has(member.userId))) throw new NestedGroupsRefused();
  const found = await tx.directoryGroups.getMany(connection.tenant, ids);
  const groups = new Set(
    found.filter((group) => group.connectionId === connection.id && !group.deletedAt).map((group) => group.id),
  );
  const unknown = ids.filter((id) => !groups.has(id));
  if (unknown.length > 0) throw new UnknownMembers(unknown);
  if (!taken) throw new NestedGroupsRefused();
  return groups;
}

const isMemberable = (user: DirectoryUser, connectionId: string): boolean =>
  user.connectionId === connectionId && !user.deletedAt;

/** Removes members: they stay as tombstones until their job has decided about them. Strangers are ignored. */
export async function removeMembers(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  userIds: readonly string[],
  touched: TouchedMembers,
): Promise<void> {
  const { tenant } = target.request.connection;
  const ids = [...new Set(userIds)].map((userId) => groupMemberId(target.groupId, userId));
  const rows = (await tx.groupMembers.getMany(tenant, ids)).filter((row) => !row.removedAt);
  markRemoved(app, tx, target, rows, touched);
}

function markRemoved(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  rows: readonly GroupMember[],
  touched: TouchedMembers,
): void {
  const now = app.clock.now();
  for (const row of rows) {
    tx.groupMembers.replace({ ...row, removedAt: now, touchedByJob: target.jobId }, row.version);
    touched.removed.push({ userId: row.userId, accountId: row.accountId, isGroup: row.memberKind === 'group' });
  }
}

/** Whether edits can be applied by touching only the rows they name. */
export const areLocalEdits = (edits: readonly MemberEdit[]): boolean =>
  edits.length <= 1 && edits.every((edit) => edit.op === 'add' || edit.op === 'remove');

/**
 * Applies edits in order, inside a snapshot transaction: what counts is the difference between the members before and
 * after, so a member removed and added again by one request was never touched.
 */
export async function applyMemberEdits(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  edits: readonly MemberEdit[],
  touched: TouchedMembers,
): Promise<void> {
  const { tenant } = target.request.connection;
  const named = new Set(
    edits.flatMap((edit) =>
      edit.op === 'remove' ? edit.userIds : edit.op === 'clear' ? [] : edit.members.map((member) => member.userId),
    ),
  );
  const readsAll = edits.some((edit) => edit.op === 'replace' || edit.op === 'clear');
  const inGroup = and<GroupMember>(eq('groupId', target.groupId), absent('removedAt'));
  const current = await tx.groupMembers.find(tenant, {
    where: readsAll ? inGroup : and(inGroup, isIn('userId', [...named])),
  });
  const before = new Map(current.map((row) => [row.userId, row]));
  const after = new Map<string, MemberReference>([...before.keys()].map((userId) => [userId, { userId }]));
  for (const edit of edits) {
    if (edit.op === 'clear' || edit.op === 'replace') after.clear();
    if (edit.op === 'remove') for (const userId of edit.userIds) after.delete(userId);
    if (edit.op === 'add' || edit.op === 'replace') for (const member of edit.members) after.set(member.userId, member);
  }
  markRemoved(
    app,
    tx,
    target,
    current.filter((row) => !after.has(row.userId)),
    touched,
  );
  const added = [...after.values()].filter((member) => !before.has(member.userId));
  await addMembers(app, tx, target, added, touched);
}
