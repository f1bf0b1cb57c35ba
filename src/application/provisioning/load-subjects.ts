import type { GuardException, Hold } from '../../domain/access/hold.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { OrganizationRules, SubjectState } from '../../domain/provisioning/plan.ts';
import { groupBy } from '../group-by.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq, isIn } from '../ports/query.ts';
import { type EffectiveMember, effectiveMembers } from './effective-members.ts';

/** What a transaction knows about the subjects it decides about. */
export interface LoadedSubjects {
  readonly rules: OrganizationRules;
  readonly states: ReadonlyMap<string, SubjectState>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly openHolds: ReadonlyMap<string, Hold>;
  readonly exceptions: ReadonlyMap<string, GuardException>;
  /** The jobs that made these people members of a group, by account and group. */
  readonly joinedBy: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Rows that exist only until these subjects are decided: removed members, and members of deleted users. */
  readonly spentMembers: readonly GroupMember[];
}

/** Reads the current state of the given accounts in one organization: the number of queries does not depend on theirs. */
export async function loadSubjects(
  tx: Transaction,
  tenant: string,
  accountIds: readonly string[],
  now: string,
): Promise<LoadedSubjects> {
  const [organization, connections, mappings, accounts, memberships, grants, users, holds, exceptions] =
    await Promise.all([
      tx.organizations.get(INSTANCE, tenant),
      tx.connections.find(tenant),
      tx.roleMappings.find(tenant),
      tx.accounts.getMany(INSTANCE, accountIds),
      tx.memberships.getMany(tenant, accountIds),
      tx.roleGrants.find(tenant, { where: isIn('accountId', accountIds) }),
      tx.directoryUsers.find(tenant, { where: isIn('accountId', accountIds) }),
      tx.holds.find(tenant, { where: and(eq('state', 'open'), isIn('accountId', accountIds)) }),
      tx.guardExceptions.find(tenant, { where: isIn('accountId', accountIds) }),
    ]);
  const members =
    users.length === 0
      ? []
      : await tx.groupMembers.find(tenant, {
          where: isIn(
            'userId',
            users.map((user) => user.id),
          ),
        });
  const connectionOf = new Map(connections.map((connection) => [connection.id, connection]));
  const liveUsers = new Set(users.filter((user) => !user.deletedAt).map((user) => user.id));
  const isSpent = (member: GroupMember) => member.removedAt !== undefined || !liveUsers.has(member.userId);
  const effective = await effectiveMembers(
    tx,
    tenant,
    connectionOf,
    members.filter((member) => !isSpent(member)),
  );
  const groups = new Map(
    (await tx.directoryGroups.getMany(tenant, [...new Set(effective.map((member) => member.groupId))])).map((group) => [
      group.id,
      group,
    ]),
  );
  const groupsOfUser = groupBy(effective, (member) => member.userId);
  const usersOf = groupBy(users, (user) => user.accountId);
  const grantsOf = groupBy(grants, (grant) => grant.accountId);
  const membershipOf = new Map(memberships.map((membership) => [membership.accountId, membership]));
  const accountOf = new Map(accounts.map((account) => [account.id, account]));

  const states = new Map<string, SubjectState>();
  for (const accountId of accountIds) {
    const own = usersOf.get(accountId) ?? [];
    const account = accountOf.get(accountId);
    states.set(accountId, {
      organizationId: tenant,
      accountId,
      accountExists: account !== undefined && !account.deletedAt,
      membership: membershipOf.get(accountId),
      grants: grantsOf.get(accountId) ?? [],
      users: own,
      groupsOf: new Map(
        own.map((user) => [
          user.id,
          (groupsOfUser.get(user.id) ?? []).flatMap((member) => {
            const group = groups.get(member.groupId);
            return group && !group.deletedAt ? [group] : [];
          }),
        ]),
      ),
    });
  }
  return {
    rules: {
      leaverRule: organization?.leaverRule ?? 'any',
      connections: connectionOf,
      mappings: mappings.filter((mapping) => !mapping.deletedAt),
    },
    states,
    accounts: accountOf,
    openHolds: new Map(holds.map((hold) => [hold.accountId, hold])),
    exceptions: new Map(
      exceptions
        .filter((exception) => !exception.endedAt && exception.endsAt > now)
        .map((exception) => [exception.accountId, exception]),
    ),
    joinedBy: joinedBy(users, effective),
    spentMembers: members.filter(isSpent),
  };
}

/** Of several memberships of one account in one group, over several records, the latest counts. */
function joinedBy(
  users: readonly DirectoryUser[],
  members: readonly EffectiveMember[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const accountOf = new Map(users.map((user) => [user.id, user.accountId]));
  const jobs = new Map<string, Map<string, string>>();
  for (const { userId, groupId, touchedByJob } of members) {
    const accountId = accountOf.get(userId);
    if (accountId === undefined || touchedByJob === undefined) continue;
    const ofAccount = jobs.get(accountId) ?? new Map<string, string>();
    const known = ofAccount.get(groupId);
    if (known === undefined || known < touchedByJob) ofAccount.set(groupId, touchedByJob);
    jobs.set(accountId, ofAccount);
  }
  return jobs;
}
