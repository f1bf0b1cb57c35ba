import { type GroupMember, groupMemberId } from '../../domain/provisioning/directory-group.ts';
import { Pauses } from '../pauses.ts';
import type { Transaction } from '../ports/database.ts';
import { absent, and, type Cursor, eq, type Query } from '../ports/query.ts';
import type { MemberEdit, MemberReference, MemberSelection } from './directory-content.ts';
import { selectById } from './select-by-id.ts';

/** Rows of one statement: few enough that looking at them holds nobody else up for long. */
const BATCH = 1_000;
const FIELDS = ['id', 'groupId', 'userId', 'memberKind', 'display', 'removedAt'] as const;
type Row = Pick<GroupMember, (typeof FIELDS)[number]>;

/** Who is a member by the edits before this one: those named, and everybody who is not, unless they speak of all. */
interface Before {
  readonly added: ReadonlyMap<string, MemberReference>;
  readonly removed: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/**
 * Edits with selections put into names: each becomes the removal of the members it selects, as the edits before it left
 * them. A selection among named members looks at their rows; any other one looks at all of the group, some at a time, and
 * keeps only the ids it selects.
 */
export async function nameSelected(
  tx: Transaction,
  tenant: string,
  groupId: string,
  edits: readonly MemberEdit[],
  outcomeOf: (edits: readonly MemberEdit[]) => Before,
): Promise<readonly MemberEdit[]> {
  const named: MemberEdit[] = [];
  for (const edit of edits) {
    if (edit.op !== 'removeSelected') named.push(edit);
    else named.push({ op: 'remove', userIds: await selected(tx, tenant, groupId, edit.selection, outcomeOf(named)) });
  }
  return named;
}

async function selected(
  tx: Transaction,
  tenant: string,
  groupId: string,
  { among, matches }: MemberSelection,
  { added, removed, isWhole }: Before,
): Promise<readonly string[]> {
  const pauses = new Pauses();
  const fresh = new Map([...added].filter(([userId]) => among?.includes(userId) ?? true));
  const userIds: string[] = [];
  for await (const rows of among ? rowsAmong(tx, tenant, groupId, among) : allRows(tx, tenant, groupId)) {
    for (const row of rows) {
      const { userId } = row;
      const isMember = !removed.has(userId) && (!isWhole || added.has(userId));
      fresh.delete(userId);
      if (isMember && matches(row)) userIds.push(userId);
      await pauses.pauseWhenDue();
    }
  }
  if (fresh.size === 0) return userIds;
  const groups = new Set((await tx.directoryGroups.getMany(tenant, [...fresh.keys()])).map(({ id }) => id));
  for (const { userId, display } of fresh.values()) {
    const kind = groups.has(userId) && ({ memberKind: 'group' } as const);
    if (matches({ userId, ...kind, ...(display !== undefined && { display }) })) userIds.push(userId);
  }
  return userIds;
}

async function* rowsAmong(
  tx: Transaction,
  tenant: string,
  groupId: string,
  among: readonly string[],
): AsyncGenerator<readonly Row[]> {
  const ids = among.map((userId) => groupMemberId(groupId, userId));
  yield (await selectById(tx.groupMembers, tenant, FIELDS, ids)).filter(({ removedAt }) => removedAt === undefined);
}

async function* allRows(tx: Transaction, tenant: string, groupId: string): AsyncGenerator<readonly Row[]> {
  const query: Query<GroupMember> = {
    where: and(eq<GroupMember>('groupId', groupId), absent('removedAt')),
    sort: [{ field: 'groupId' }, { field: 'userId' }],
    limit: BATCH,
  };
  for (let after: Cursor | undefined; ; ) {
    const rows = await tx.groupMembers.select(tenant, FIELDS, after ? { ...query, after } : query);
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = tx.groupMembers.cursorOf(query, last);
  }
}
