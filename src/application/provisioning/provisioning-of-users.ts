import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { ProvisioningStatus } from '../../domain/provisioning/own-extension.ts';
import type { PriorityClass } from '../../domain/provisioning/sync-job.ts';
import { groupBy } from '../group-by.ts';
import type { Reads } from '../ports/database.ts';
import { and, eq, isIn } from '../ports/query.ts';

/** What became of one directory user here. */
export interface Provisioning {
  readonly status: ProvisioningStatus;
  /** Why a removal is held back, in the words of the hold. */
  readonly holdReason?: string;
}

/** All there are: with them the few unfinished jobs are found by the index of what is due, among however many there were. */
const PRIORITIES: readonly PriorityClass[] = ['removal', 'change', 'bulk'];

type Tables = Pick<Reads, 'memberships' | 'holds' | 'syncJobs'>;

/** What became of directory users of one organization, by their ids: three queries, however many they are. */
export async function provisioningOfUsers(
  reads: Tables,
  tenant: string,
  users: readonly Pick<DirectoryUser, 'id' | 'accountId' | 'active'>[],
): Promise<ReadonlyMap<string, Provisioning>> {
  const accountIds = [...new Set(users.flatMap(({ accountId }) => accountId ?? []))];
  const userIds = users.map(({ id }) => id);
  if (userIds.length === 0) return new Map();
  const [memberships, holds, unfinished] = await Promise.all([
    accountIds.length > 0 ? reads.memberships.getMany(tenant, accountIds) : [],
    accountIds.length > 0
      ? reads.holds.find(tenant, {
          where: and(eq('state', 'open'), isIn('accountId', accountIds)),
          sort: [{ field: 'openedAt' }],
        })
      : [],
    reads.syncJobs.find(tenant, {
      where: and(isIn('state', ['queued', 'running']), isIn('priority', PRIORITIES), isIn('userId', userIds)),
    }),
  ]);
  const stateOf = new Map(memberships.map(({ accountId, state }) => [accountId, state]));
  const holdsOf = groupBy(holds, ({ accountId }) => accountId);
  const pending = new Set(unfinished.map(({ userId }) => userId));
  return new Map(
    users.map(({ id, accountId, active }): [string, Provisioning] => {
      if (accountId === undefined) return [id, { status: 'unlinked' }];
      const held = holdsOf.get(accountId);
      if (held) return [id, { status: 'held', holdReason: held.map(({ explanation }) => explanation).join(' ') }];
      if (pending.has(id)) return [id, { status: 'pending' }];
      // Who was never active, like somebody hired for next month, never became a member.
      return [id, { status: stateOf.get(accountId) ?? (active ? 'pending' : 'suspended') }];
    }),
  );
}
