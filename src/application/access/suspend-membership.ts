import type { Application } from '../application.ts';
import { NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { and, eq } from '../ports/query.ts';
import { assertLossAllowed } from './assert-loss-allowed.ts';
import { requireAccount } from './change-account-usability.ts';

/**
 * Suspends a membership by hand, under the guard: roles are kept asleep, sessions of the organization end, and no
 * directory ever lifts it.
 * @throws NotFound, NotAllowedNow, LastAdministrator.
 */
export async function suspendMembership(
  app: Application,
  request: PersonRequest,
  tenant: string,
  accountId: string,
  reason: string,
): Promise<void> {
  await app.database.transaction(async (tx) => {
    tx.subjects.bump(tenant, [accountId]);
    const [account, membership] = await Promise.all([
      requireAccount(tx, accountId),
      tx.memberships.get(tenant, accountId),
    ]);
    if (!membership || membership.state === 'ended') throw new NotFound('member', accountId);
    if (membership.state === 'suspended' && membership.cause?.by === 'person') {
      throw new NotAllowedNow('This membership is suspended already');
    }
    await assertLossAllowed(tx, tenant, { kind: 'organization', id: tenant }, account);
    const by = request.actor.kind === 'account' ? { accountId: request.actor.accountId } : {};
    tx.memberships.replace(
      { ...membership, state: 'suspended', cause: { by: 'person', ...by, reason }, since: app.clock.now() },
      membership.version,
    );
    await tx.sessions.deleteWhere(INSTANCE, and(eq('accountId', accountId), eq('organizationId', tenant)));
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'membership.suspended',
        target: { kind: 'account', id: accountId, label: account.email },
        details: { reason },
      }),
    );
    await app.checkpoints.reached('access-change:before-commit', { tenant });
  });
}
