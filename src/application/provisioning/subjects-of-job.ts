import type { RoleGrant } from '../../domain/access/role-grant.ts';
import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { AttributeMatch } from '../../domain/provisioning/role-mapping.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Doc } from '../ports/collection.ts';
import type { Database, ReadableCollection } from '../ports/database.ts';
import { and, type Condition, eq, gt, isIn } from '../ports/query.ts';
import { groupsBelow, groupsEverWithin, groupsTouched } from './nested-groups.ts';

type Reading = Pick<Database, 'groupMembers' | 'roleGrants' | 'directoryUsers' | 'syncJobOutcomes'>;

/** Some subjects of a job, in account order. */
export interface SubjectPage {
  readonly accountIds: readonly string[];
  /** There are no more after these. */
  readonly isLast: boolean;
}

/**
 * The next accounts a job decides about, in account order after `after`, at most `limit`: tombstones ∪ current members (or
 * users with the value) ∪ holders of grants from the source. The list is a hint of whom to decide about;
 * what is decided comes from the state at that moment, and whoever joins the source later has a job of their own.
 *
 * Members of groups within groups are found from above, as they are now: of a chain that leads from a person to a group,
 * whichever link was changed last has a job that finds everything below that link as it will stay.
 */
export async function nextSubjects(
  database: Reading,
  job: SyncJob,
  after: string,
  limit: number,
): Promise<SubjectPage> {
  const { tenant, subjects } = job;
  if (job.resumesHeld) {
    const held = await database.syncJobOutcomes.find(tenant, {
      where: and(eq('jobId', job.id), eq('verdict', 'held'), gt('accountId', after)),
      sort: [{ field: 'accountId' }],
      limit,
    });
    return { accountIds: held.map((outcome) => outcome.accountId), isLast: held.length < limit };
  }
  const members = (where: Condition<GroupMember>) => accountsOf(database.groupMembers, tenant, where, after, limit);
  const membersWithin = async (groupIds: readonly string[]): Promise<readonly Found[]> => {
    const below = await groupsBelow(database, tenant, groupIds);
    return await Promise.all(inSlices(below, GROUPS_PER_QUERY).map((ids) => members(isIn('groupId', ids))));
  };
  const holders = (where: Condition<RoleGrant>) => accountsOf(database.roleGrants, tenant, where, after, limit);
  const usersWith = (match: AttributeMatch) =>
    accountsOf(database.directoryUsers, tenant, hasAccessValue(match), after, limit);
  switch (subjects.kind) {
    case 'accounts':
      return merge([{ accountIds: subjects.accountIds.filter((accountId) => accountId > after) }], limit);
    case 'touched_members':
      return merge(
        [
          await members(and(eq('groupId', subjects.groupId), eq('touchedByJob', job.id))),
          ...(await membersWithin(await groupsTouched(database, tenant, subjects.groupId, job.id))),
        ],
        limit,
      );
    case 'group':
      return merge(
        [
          await members(eq('groupId', subjects.groupId)),
          await holders(eq('groupId', subjects.groupId)),
          ...(await membersWithin(await groupsEverWithin(database, tenant, subjects.groupId))),
        ],
        limit,
      );
    case 'mapping':
      return merge(
        [
          await holders(eq('mappingId', subjects.mappingId)),
          ...(await membersWithin(subjects.groupIds)),
          ...(await Promise.all((subjects.values ?? []).map(usersWith))),
        ],
        limit,
      );
    case 'connection':
      return merge(
        await Promise.all([
          accountsOf(database.directoryUsers, tenant, eq('connectionId', subjects.connectionId), after, limit),
          holders(eq('connectionId', subjects.connectionId)),
        ]),
        limit,
      );
  }
}

/** Of the deleted, too: what they held is to be taken. */
const hasAccessValue = ({ connectionId, attribute, value }: AttributeMatch): Condition<DirectoryUser> =>
  and(eq('connectionId', connectionId), {
    op: 'elementMatch',
    field: ['attributes', attribute],
    condition: {
      op: 'or',
      conditions: [
        { op: 'eq', field: ['value'], value },
        { op: 'eq', field: [], value },
      ],
    },
  });

const GROUPS_PER_QUERY = 500;

const inSlices = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

interface Found {
  readonly accountIds: readonly string[];
  /** Set when there may be more: the list is complete only up to this account. */
  readonly completeTo?: string;
}

async function accountsOf<T extends Doc & { readonly accountId?: string }>(
  rows: ReadableCollection<T>,
  tenant: string,
  where: Condition<T>,
  after: string,
  limit: number,
): Promise<Found> {
  const field = 'accountId' as keyof T & string;
  const found = await rows.find(tenant, { where: and(where, gt<T>(field, after)), sort: [{ field }], limit });
  const accountIds = found.flatMap((row) => row.accountId ?? []);
  const last = accountIds.at(-1);
  return { accountIds, ...(found.length === limit && last !== undefined && { completeTo: last }) };
}

/** The first accounts of several lists together, never past the point up to which every one of them is complete. */
function merge(lists: readonly Found[], limit: number): SubjectPage {
  const [end] = lists.flatMap((list) => list.completeTo ?? []).sort();
  const all = [...new Set(lists.flatMap((list) => list.accountIds))]
    .filter((accountId) => end === undefined || accountId <= end)
    .sort();
  return { accountIds: all.slice(0, limit), isLast: end === undefined && all.length <= limit };
}
