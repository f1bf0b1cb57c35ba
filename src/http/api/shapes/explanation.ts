import type { z } from 'zod';
import type { RoleExplanation, RoleReason } from '../../../application/access/explain-roles.ts';
import { groupBy } from '../../../application/group-by.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { ROLES } from '../../../domain/access/role.ts';
import { lookUpNames } from '../names.ts';
import type { ExplainedGrant, Explanation } from '../schemas/explanation.ts';
import { namesOfCauses, shapeCause } from './person.ts';
import { scopeOfKey } from './scoped-roles.ts';

/** The answer to "why", role by role: scopes with the grants they come from. */
export async function shapeExplanation(
  reads: Reads,
  tenant: string,
  explanation: RoleExplanation,
): Promise<z.input<typeof Explanation>> {
  const { membership } = explanation;
  const byScope = groupBy(explanation.reasons, (reason) => reason.scope);
  const keys = [...new Set([...Object.keys(explanation.effectiveRoles), ...byScope.keys()])];
  const names = await lookUpNames(reads, tenant, {
    ...namesOfCauses(membership ? [membership] : []),
    scopes: keys.map(scopeOfKey),
  });
  return {
    accountId: explanation.accountId,
    email: explanation.email,
    membership: membership && {
      state: membership.state,
      since: membership.since,
      cause: membership.cause && shapeCause(membership.cause, names),
    },
    roles: keys.map((key) => {
      const scope = scopeOfKey(key);
      const strength: readonly string[] = ROLES[scope.kind];
      return {
        scope: names.scope(scope),
        role: explanation.effectiveRoles[key],
        grants: [...(byScope.get(key) ?? [])]
          .sort((a, b) => strength.indexOf(a.role) - strength.indexOf(b.role))
          .map(shapeReason),
        holdId: key === `organization:${tenant}` ? explanation.openHold?.id : undefined,
      };
    }),
  };
}

const shapeReason = (reason: RoleReason): z.input<typeof ExplainedGrant> => ({
  grantId: reason.grantId,
  role: reason.role,
  source: {
    kind: reason.source,
    mappingId: reason.mapping?.id,
    groupId: reason.group?.id,
    groupName: reason.group?.displayName,
    attribute: reason.attribute && { ...reason.attribute },
    connectionId: reason.connection?.id,
    connectionName: reason.connection?.name,
    byAccountId: reason.byAccount?.id,
    byEmail: reason.byAccount?.email,
    reason: reason.reason,
  },
  groupPath: reason.groupPath && [...reason.groupPath],
  jobId: reason.syncJob?.id,
  jobSummary: reason.syncJob?.summary,
  requestId: reason.syncJob?.requestId,
  createdAt: reason.since,
  sentence: reason.sentence,
});
