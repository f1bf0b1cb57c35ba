import type { z } from 'zod';
import type { RoleGrant } from '../../../domain/access/role-grant.ts';
import type { Account } from '../../../domain/accounts/account.ts';
import type { Membership, MembershipCause } from '../../../domain/accounts/membership.ts';
import type { Names } from '../names.ts';
import type { MembershipCause as MembershipCauseSchema, Person } from '../schemas/person.ts';
import { rolesInEffect, shapeScopedRoles } from './scoped-roles.ts';

export const namesOfCauses = (memberships: readonly Pick<Membership, 'cause'>[]) => ({
  accounts: memberships.map(({ cause }) => (cause?.by === 'person' ? cause.accountId : undefined)),
  connections: memberships.map(({ cause }) => (cause?.by === 'connection' ? cause.connectionId : undefined)),
});

export const shapeCause = (cause: MembershipCause, names: Names): z.input<typeof MembershipCauseSchema> =>
  cause.by === 'connection'
    ? { by: 'connection', connectionId: cause.connectionId, connectionName: names.connection(cause.connectionId) }
    : { by: 'person', accountId: cause.accountId, email: names.account(cause.accountId)?.email, reason: cause.reason };

export const shapePerson = (
  account: Account,
  membership: Membership,
  grants: readonly RoleGrant[],
  names: Names,
): z.input<typeof Person> => ({
  accountId: account.id,
  email: account.email,
  displayName: account.displayName,
  state: membership.state,
  since: membership.since,
  cause: membership.cause && shapeCause(membership.cause, names),
  locked: account.lockedAt !== undefined,
  roles: shapeScopedRoles(rolesInEffect(membership, grants), names),
});
