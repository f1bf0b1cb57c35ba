import { guardLastAdministrator } from '../../domain/access/last-administrator-guard.ts';
import { isLoginCapable } from '../../domain/access/login-capable.ts';
import { guardedRole, type Scope, scopeKey } from '../../domain/access/role.ts';
import type { Account } from '../../domain/accounts/account.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq } from '../ports/query.ts';
import { LastAdministrator } from './last-administrator.ts';
import { findUsableAdministrator } from './usable-administrators.ts';

/**
 * The guard for changes made by hand, which are decided at once: call it, before writing, with an account that is about
 * to stop being (usable) administrator of a scope. Raises the scope's fence and the account that is relied on, so that
 * nobody else can take the other administrator meanwhile. Does nothing when the account is no administrator there.
 * @throws LastAdministrator when no usable administrator would remain.
 */
export async function assertLossAllowed(
  tx: Transaction,
  tenant: string,
  scope: Scope,
  account: Account,
): Promise<void> {
  if (!(await isAdministrator(tx, tenant, scope, account.id))) return;
  tx.fences.bump(tenant, [scopeKey(scope)]);
  const remaining = await findUsableAdministrator(tx, tenant, scope, new Set([account.id]));
  const loss = { accountId: account.id, loginCapable: isLoginCapable(account), lastSignInAt: account.lastSignInAt };
  const { kept, reliedOn } = guardLastAdministrator([loss], remaining === undefined ? [] : [remaining]);
  if (kept.has(account.id)) {
    throw new LastAdministrator(
      scope,
      `${account.email} is the last administrator of this ${scope.kind} who can sign in. Make somebody else administrator first.`,
    );
  }
  if (reliedOn !== undefined) tx.accounts.bump(INSTANCE, [reliedOn]);
}

/** Whether an account holds the guarded role of a scope in effect: awake, and with an active membership. */
export async function isAdministrator(
  tx: Pick<Transaction, 'roleGrants' | 'memberships'>,
  tenant: string,
  scope: Scope,
  accountId: string,
): Promise<boolean> {
  const role = guardedRole(scope.kind);
  if (!role) return false;
  const [grants, membership] = await Promise.all([
    tx.roleGrants.find(tenant, {
      where: and(eq('accountId', accountId), eq('scopeKind', scope.kind), eq('scopeId', scope.id), eq('role', role)),
    }),
    scope.kind === 'instance' ? undefined : tx.memberships.get(tenant, accountId),
  ]);
  return grants.some((grant) => !grant.dormant) && (scope.kind === 'instance' || membership?.state === 'active');
}
