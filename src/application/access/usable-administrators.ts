import { isLoginCapable } from '../../domain/access/login-capable.ts';
import { guardedRole, type Scope } from '../../domain/access/role.ts';
import type { RoleGrant } from '../../domain/access/role-grant.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq, type Query } from '../ports/query.ts';

const PAGE = 100;

/**
 * The active, login-capable administrators of a scope, in account order: those among whom the guard looks for one that
 * remains. Yields page by page, so a caller that needs only one does not read them all. Read it only after bumping the
 * scope's fence in the same transaction: nobody can then change who they are before the commit.
 */
export async function* usableAdministrators(
  tx: Pick<Transaction, 'roleGrants' | 'memberships' | 'accounts'>,
  tenant: string,
  scope: Scope,
): AsyncGenerator<string> {
  const role = guardedRole(scope.kind);
  if (!role) return;
  const query: Query<RoleGrant> = {
    where: and(eq('scopeKind', scope.kind), eq('scopeId', scope.id), eq('role', role)),
    sort: [{ field: 'accountId' }],
    limit: PAGE,
  };
  const seen = new Set<string>();
  let page = await tx.roleGrants.find(tenant, query);
  while (page.length > 0) {
    const holders = [
      ...new Set(page.filter((grant) => !grant.dormant && !seen.has(grant.accountId)).map((grant) => grant.accountId)),
    ];
    for (const accountId of holders) seen.add(accountId);
    const [accounts, memberships] = await Promise.all([
      tx.accounts.getMany(INSTANCE, holders),
      scope.kind === 'instance' ? [] : tx.memberships.getMany(tenant, holders),
    ]);
    const usable = new Set(accounts.filter(isLoginCapable).map((account) => account.id));
    const active = new Set(memberships.filter((one) => one.state === 'active').map((one) => one.accountId));
    for (const accountId of holders) {
      if (usable.has(accountId) && (scope.kind === 'instance' || active.has(accountId))) yield accountId;
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return;
    page = await tx.roleGrants.find(tenant, { ...query, after: tx.roleGrants.cursorOf(query, last) });
  }
}

/** The first usable administrator of a scope who is not among `except`. */
export async function findUsableAdministrator(
  tx: Pick<Transaction, 'roleGrants' | 'memberships' | 'accounts'>,
  tenant: string,
  scope: Scope,
  except: ReadonlySet<string>,
): Promise<string | undefined> {
  for await (const accountId of usableAdministrators(tx, tenant, scope)) {
    if (!except.has(accountId)) return accountId;
  }
  return undefined;
}
