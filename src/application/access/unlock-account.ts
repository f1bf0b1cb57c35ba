import { scopeKey } from '../../domain/access/role.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { isAdministrator } from './assert-loss-allowed.ts';
import { organizationsOf, requireAccount } from './change-account-usability.ts';
import { requeueHolds } from './requeue-holds.ts';

/**
 * Unlocks an account. Where it is administrator, it is usable again, which makes the open holds there due.
 * @throws NotFound.
 */
export async function unlockAccount(app: Application, request: PersonRequest, accountId: string): Promise<void> {
  const announced = await app.database.transaction(async (tx) => {
    const { lockedAt: _lockedAt, ...account } = await requireAccount(tx, accountId);
    tx.accounts.replace(account, account.version);
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'account.unlocked',
        target: { kind: 'account', id: accountId, label: account.email },
      }),
    );
    const due = [];
    for (const tenant of await organizationsOf(tx, accountId)) {
      const scope = { kind: 'organization', id: tenant } as const;
      if (!(await isAdministrator(tx, tenant, scope, accountId))) continue;
      tx.fences.bump(tenant, [scopeKey(scope)]);
      due.push(...(await requeueHolds(app, tx, tenant, scope, new Set([accountId]))));
    }
    if (await isAdministrator(tx, INSTANCE, { kind: 'instance', id: INSTANCE }, accountId)) {
      tx.fences.bump(INSTANCE, [scopeKey({ kind: 'instance', id: INSTANCE })]);
    }
    await app.checkpoints.reached('account-change:before-commit', { tenant: INSTANCE });
    return due;
  });
  app.announce(announced);
}
