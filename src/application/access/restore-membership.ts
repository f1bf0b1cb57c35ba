import { scopeKey } from '../../domain/access/role.ts';
import { standingOf } from '../../domain/provisioning/standing.ts';
import type { Application } from '../application.ts';
import { NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { loadSubjects } from '../provisioning/load-subjects.ts';
import { insertSyncJob, newSyncJob } from '../provisioning/new-sync-job.ts';
import { isAdministrator } from './assert-loss-allowed.ts';
import { requireAccount } from './change-account-usability.ts';
import { requeueHolds } from './requeue-holds.ts';

/**
 * Lifts a suspension or an ending by hand, with a reason. What an identity provider still says stands: a person it calls
 * inactive is reactivated there. One it deleted is let back in: its records no longer speak about the person.
 * @throws NotFound, NotAllowedNow.
 */
export async function restoreMembership(
  app: Application,
  request: PersonRequest,
  tenant: string,
  accountId: string,
  reason: string,
): Promise<void> {
  const jobId = app.newId();
  const announced = await app.database.transaction(async (tx) => {
    tx.subjects.bump(tenant, [accountId]);
    const account = await requireAccount(tx, accountId);
    const loaded = await loadSubjects(tx, tenant, [accountId], app.clock.now());
    const state = loaded.states.get(accountId);
    if (!state?.membership) throw new NotFound('member', accountId);
    if (state.membership.state === 'active') throw new NotAllowedNow('This membership is active already');
    const live = state.users.filter((user) => !user.deletedAt);
    const standing = standingOf(live, loaded.rules.connections, loaded.rules.leaverRule);
    if (standing.state === 'suspended') {
      throw new NotAllowedNow('The identity provider says this person is inactive. Reactivate the person there.');
    }
    for (const user of state.users) {
      if (!user.deletedAt) continue;
      const { accountId: _link, endedByJob: _job, ...rest } = user;
      tx.directoryUsers.replace(rest, user.version);
    }
    const { cause: _cause, ...membership } = state.membership;
    tx.memberships.replace({ ...membership, state: 'active', since: app.clock.now() }, membership.version);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'membership.restored',
        jobId,
        target: { kind: 'account', id: accountId, label: account.email },
        details: { reason },
      }),
    );
    const job = newSyncJob(app, tenant, {
      id: jobId,
      kind: 'recheck',
      priority: 'change',
      summary: `Restore ${account.email}`,
      requestId: request.requestId,
      subjects: { kind: 'accounts', accountIds: [accountId] },
    });
    insertSyncJob(tx, job, { restored: account.email, reason });
    const scope = { kind: 'organization', id: tenant } as const;
    const holds = (await isAdministrator(tx, tenant, scope, accountId)) ? await requeueHoldsUnderFence() : [];
    await app.checkpoints.reached('access-change:before-commit', { tenant });
    return [job, ...holds];

    function requeueHoldsUnderFence() {
      tx.fences.bump(tenant, [scopeKey(scope)]);
      return requeueHolds(app, tx, tenant, scope, new Set([accountId]));
    }
  });
  app.announce(announced);
}
