import { guardedRole } from '../../domain/access/role.ts';
import { grantScope } from '../../domain/access/role-grant.ts';
import type { Application } from '../application.ts';
import { NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { and, eq } from '../ports/query.ts';
import { assertLossAllowed } from './assert-loss-allowed.ts';

/**
 * Takes a role that was given by hand, under the guard. Roles that come from a mapping end by changing the mapping or the
 * group, never here.
 * @throws NotFound, NotAllowedNow, LastAdministrator.
 */
export async function revokeRole(
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: { readonly grantId: string; readonly reason?: string | undefined },
): Promise<void> {
  await app.database.transaction(async (tx) => {
    const grant = await tx.roleGrants.get(tenant, input.grantId);
    if (!grant) throw new NotFound('grant', input.grantId);
    if (grant.source.kind === 'mapping') {
      throw new NotAllowedNow(
        'This role comes from a group. Remove the person from the group in the identity provider, or change the role mapping.',
      );
    }
    tx.subjects.bump(tenant, [grant.accountId]);
    const account = await tx.accounts.get(INSTANCE, grant.accountId);
    const scope = grantScope(grant);
    if (account && grant.role === guardedRole(scope.kind)) {
      const same = await tx.roleGrants.find(tenant, {
        where: and(
          eq('accountId', grant.accountId),
          eq('scopeKind', scope.kind),
          eq('scopeId', scope.id),
          eq('role', grant.role),
        ),
      });
      const staysByAnother = same.some((other) => other.id !== grant.id && !other.dormant);
      if (!staysByAnother) await assertLossAllowed(tx, tenant, scope, account);
    }
    await tx.roleGrants.deleteWhere(tenant, eq('id', grant.id));
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'role.revoked',
        target: { kind: 'account', id: grant.accountId, label: account?.email ?? grant.accountId },
        details: {
          scope: `${grant.scopeKind}:${grant.scopeId}`,
          role: grant.role,
          ...(input.reason && { reason: input.reason }),
        },
      }),
    );
    await app.checkpoints.reached('access-change:before-commit', { tenant });
  });
}
