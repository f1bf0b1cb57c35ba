import type { z } from 'zod';
import { grantScope, type RoleGrant } from '../../../domain/access/role-grant.ts';
import type { Names } from '../names.ts';
import type { Grant, GrantSource } from '../schemas/grant.ts';

/** What a grant's names are looked up by. */
export const namesOfGrants = (grants: readonly RoleGrant[]) => ({
  accounts: grants.map((grant) => (grant.source.kind === 'manual' ? grant.source.byAccountId : undefined)),
  connections: grants.map((grant) => grant.connectionId),
  groups: grants.map((grant) => grant.groupId),
  scopes: grants.map(grantScope),
});

export const shapeGrant = (grant: RoleGrant, names: Names): z.input<typeof Grant> => ({
  id: grant.id,
  accountId: grant.accountId,
  scope: names.scope(grantScope(grant)),
  role: grant.role,
  source: shapeSource(grant, names),
  jobId: grant.jobId,
  createdAt: grant.createdAt,
});

function shapeSource({ source }: RoleGrant, names: Names): z.input<typeof GrantSource> {
  switch (source.kind) {
    case 'mapping':
      return {
        kind: 'mapping',
        mappingId: source.mappingId,
        groupId: source.groupId,
        groupName: source.groupId === undefined ? undefined : names.group(source.groupId),
        attribute: source.attribute && { ...source.attribute },
        connectionId: source.connectionId,
        connectionName: names.connection(source.connectionId),
      };
    case 'manual':
      return {
        kind: 'manual',
        byAccountId: source.byAccountId,
        byEmail: names.account(source.byAccountId)?.email,
        reason: source.reason,
      };
    case 'first_user':
      return { kind: 'first_user' };
  }
}
