import type { Connection } from '../../domain/provisioning/connection.ts';
import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { Application } from '../application.ts';
import { Pauses } from '../pauses.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';
import { whenBothSettled } from '../when-both-settled.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { MemberEdit, MemberReference } from './directory-content.ts';
import { NestedGroupsRefused, UnknownMembers } from './directory-errors.ts';
import { selectById } from './select-by-id.ts';
import { nameSelected } from './select-members.ts';

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
 * Up to this many members are written in one go with everything else of a request. More take a transaction of their own
 * turns: nobody waits until all are read or written.
 */
const SLICE = 2_000;

/** Whether members are few enough to be read and written in one go. */
export const areFewMembers = (count: number): boolean => count <= SLICE;

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
  const pauses = new Pauses();
  for (let from = 0; from < members.length; from += SLICE) {
    await addSome(app, tx, target, members.length > SLICE ? members.slice(from, from + SLICE) : members, touched);
    await pauses.pauseWhenDue();
  }
}

async function addSome(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  members: readonly MemberReference[],
  touched: TouchedMembers,
): Promise<void> {
  const { connection } = target.request;
  const { tenant } = connection;
  const wanted = new Map(members.map((member) => [member.userId, member]));
  const userIds = [...wanted.keys()];
  const [users, rows] = await Promise.all([
    selectById(tx.directoryUsers, tenant, MEMBERABLE, userIds),
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

/** What has to be known of a user to make it a member. */
const MEMBERABLE = ['id', 'connectionId', 'accountId', 'deletedAt'] as const;

const isMemberable = (user: Pick<DirectoryUser, 'connectionId' | 'deletedAt'>, connectionId: string): boolean =>
  user.connectionId === connectionId && !user.deletedAt;

/** Removes members: they stay as tombstones until their job has decided about them. Strangers are ignored. */
async function removeMembers(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  userIds: readonly string[],
  touched: TouchedMembers,
): Promise<void> {
  const { tenant } = target.request.connection;
  const removed = { removedAt: app.clock.now(), touchedByJob: target.jobId };
  const pauses = new Pauses();
  const unique = [...new Set(userIds)];
  for (let from = 0; from < unique.length; from += SLICE) {
    const ids = unique.slice(from, from + SLICE).map((userId) => groupMemberId(target.groupId, userId));
    const rows = await selectById(tx.groupMembers, tenant, REMOVABLE, ids);
    for (const { id, userId, accountId, memberKind, removedAt } of rows) {
      if (removedAt) continue;
      tx.groupMembers.patch(tenant, id, removed, IS_MEMBER);
      touched.removed.push({ userId, accountId, isGroup: memberKind === 'group' });
    }
    await pauses.pauseWhenDue();
  }
}

const REMOVABLE = ['id', 'userId', 'accountId', 'memberKind', 'removedAt'] as const;
const IS_MEMBER = absent<GroupMember>('removedAt');

/** Whether edits touch only the rows they name, whoever else is in the group, and these are few. */
export function areLocalEdits(edits: readonly MemberEdit[]): boolean {
  let named = 0;
  for (const edit of edits) {
    if (edit.op === 'add') named += edit.members.length;
    else if (edit.op === 'remove') named += edit.userIds.length;
    else return false;
  }
  return areFewMembers(named);
}

/**
 * Applies edits in order; what replaces or empties the group, or selects among its
 * members, only inside a snapshot transaction. What counts is the
 * difference between the members before and after, so a member removed and added again by one request was never touched.
 * A replacement is compared with the rows by the database: only the rows that differ are read and written.
 */
export async function applyMemberEdits(
  app: Application,
  tx: Transaction,
  target: MemberTarget,
  edits: readonly MemberEdit[],
  touched: TouchedMembers,
): Promise<void> {
  const { tenant } = target.request.connection;
  const pauses = new Pauses();
  const named = await nameSelected(tx, tenant, target.groupId, edits, outcomeOf);
  const { added, removed, isWhole } = outcomeOf(named);
  await pauses.pauseWhenDue();
  if (isWhole) {
    const inGroup = and<GroupMember>(eq('groupId', target.groupId), IS_MEMBER);
    const { missing, others } = await tx.groupMembers.difference(tenant, inGroup, 'userId', [...added.keys()]);
    const absentees = new Set(missing);
    await removeMembers(app, tx, target, others, touched);
    await addMembers(
      app,
      tx,
      target,
      [...added.values()].filter(({ userId }) => absentees.has(userId)),
      touched,
    );
    return;
  }
  await whenBothSettled(
    addMembers(app, tx, target, [...added.values()], touched),
    removeMembers(app, tx, target, [...removed], touched),
  );
}

/** What edits come to: who is a member afterwards and who is not; `isWhole`: nobody else is. */
function outcomeOf(edits: readonly MemberEdit[]) {
  const added = new Map<string, MemberReference>();
  const removed = new Set<string>();
  let isWhole = false;
  for (const edit of edits) {
    if (edit.op === 'clear' || edit.op === 'replace') {
      added.clear();
      removed.clear();
      isWhole = true;
    }
    if (edit.op === 'remove') {
      for (const userId of edit.userIds) {
        added.delete(userId);
        removed.add(userId);
      }
    }
    if (edit.op === 'add' || edit.op === 'replace') {
      for (const member of edit.members) {
        added.set(member.userId, member);
        removed.delete(member.userId);
      }
    }
  }
  return { added, removed, isWhole };
}
