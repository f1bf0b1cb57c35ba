import type { Scope } from '../../domain/access/role.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';
import { assertLossAllowed } from './assert-loss-allowed.ts';

const INSTANCE_SCOPE: Scope = { kind: 'instance', id: INSTANCE };

/**
 * Takes from an account what makes it a usable administrator (lock, deletion), under the guard of every scope it
 * administers: the instance and each of its organizations. Writing the account's row makes this collide with any guard
 * that relies on the account at the same moment. Its sessions and API tokens end at once.
 * @throws NotFound, LastAdministrator.
 */
export async function takeUsability(
  app: Application,
  request: PersonRequest,
  accountId: string,
  action: string,
  change: (account: Account, tx: Transaction, organizationIds: readonly string[]) => Promise<Draft<Account>>,
): Promise<void> {
  await app.database.transaction(async (tx) => {
    const account = await requireAccount(tx, accountId);
    const organizationIds = await organizationsOf(tx, accountId);
    for (const tenant of organizationIds) tx.subjects.bump(tenant, [accountId]);
    await assertLossAllowed(tx, INSTANCE, INSTANCE_SCOPE, account);
    for (const tenant of organizationIds) {
      await assertLossAllowed(tx, tenant, { kind: 'organization', id: tenant }, account);
    }
    tx.accounts.replace(await change(account, tx, organizationIds), account.version);
    await tx.sessions.deleteWhere(INSTANCE, eq('accountId', accountId));
    await tx.apiTokens.updateWhere(INSTANCE, eq('accountId', accountId), { revokedAt: app.clock.now() });
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, { action, target: { kind: 'account', id: accountId, label: account.email } }),
    );
    await app.checkpoints.reached('account-change:before-commit', { tenant: INSTANCE });
  });
}

/** @throws NotFound when there is no such account, or it was deleted. */
export async function requireAccount(tx: Pick<Transaction, 'accounts'>, accountId: string): Promise<Account> {
  const account = await tx.accounts.get(INSTANCE, accountId);
  if (!account || account.deletedAt) throw new NotFound('account', accountId);
  return account;
}

/** The organizations an account is or was a member of: one of the listed queries across tenants. */
export async function organizationsOf(tx: Pick<Transaction, 'memberships'>, accountId: string): Promise<string[]> {
  const memberships = await tx.memberships.findAcrossTenants({ where: eq('accountId', accountId) });
  return memberships.map((membership) => membership.tenant).sort();
}
