import { type Scope, scopeKey } from '../../domain/access/role.ts';
import type { Account } from '../../domain/accounts/account.ts';
import { looksLikeEmail } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Draft } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';
import { requeueHolds } from './requeue-holds.ts';

/**
 * The way back into a scope without a usable administrator: makes the account of an e-mail (created or unlocked when
 * needed) administrator, whatever its membership was. Needs access to the database, so only operators can; leaves an
 * audit event like everything else.
 * @throws NotFound, InvalidInput.
 */
export async function recoverAdmin(
  app: Application,
  input: { readonly organizationId: string | 'instance'; readonly email: string },
): Promise<{ readonly accountId: string; readonly created: boolean }> {
  if (!looksLikeEmail(input.email)) throw new InvalidInput('email', `"${input.email}" is not an e-mail address`);
  const tenant = input.organizationId;
  const request = { actor: { kind: 'operator', via: 'cli' } as const, requestId: app.newId() };
  const scope: Scope = tenant === INSTANCE ? { kind: 'instance', id: INSTANCE } : { kind: 'organization', id: tenant };
  const newIds = { account: app.newId(), grant: app.newId() };
  const result = await app.database.transaction(async (tx) => {
    const now = app.clock.now();
    if (tenant !== INSTANCE && !(await tx.organizations.get(INSTANCE, tenant)))
      throw new NotFound('organization', tenant);
    const email = foldCase(input.email.trim());
    const existing = await tx.accounts.findOne(INSTANCE, and(eq('email', email), absent('deletedAt')));
    const accountId = existing?.id ?? newIds.account;
    if (existing?.lockedAt) {
      const { lockedAt: _locked, ...unlocked } = existing;
      tx.accounts.replace(unlocked, existing.version);
    } else if (!existing) {
      const account: Draft<Account> = { id: accountId, tenant: INSTANCE, kind: 'human', email, createdAt: now };
      tx.accounts.insert(account);
    }
    tx.subjects.bump(tenant, [accountId]);
    tx.fences.bump(tenant, [scopeKey(scope)]);
    if (tenant !== INSTANCE) {
      const membership = await tx.memberships.get(tenant, accountId);
      if (!membership) tx.memberships.insert({ id: accountId, tenant, accountId, state: 'active', since: now });
      else if (membership.state !== 'active') {
        const { cause: _cause, ...rest } = membership;
        tx.memberships.replace({ ...rest, state: 'active', since: now }, membership.version);
      }
    }
    const role = tenant === INSTANCE ? 'instance_admin' : 'admin';
    const held = await tx.roleGrants.find(tenant, {
      where: and(eq('accountId', accountId), eq('scopeKind', scope.kind), eq('scopeId', scope.id), eq('role', role)),
    });
    if (!held.some((grant) => !grant.dormant && grant.sourceKey === 'manual')) {
      for (const grant of held.filter((one) => one.sourceKey === 'manual')) {
        tx.roleGrants.patch(tenant, grant.id, { dormant: undefined });
      }
      if (!held.some((grant) => grant.sourceKey === 'manual')) {
        tx.roleGrants.insert({
          id: newIds.grant,
          tenant,
          accountId,
          scopeKind: scope.kind,
          scopeId: scope.id,
          role,
          source: { kind: 'manual', reason: 'Recovered by an operator' },
          sourceKey: 'manual',
          createdAt: now,
        });
      }
    }
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'administrator.recovered',
        target: { kind: 'account', id: accountId, label: email },
        details: { scope: scopeKey(scope), created: existing === undefined },
      }),
    );
    const announced = tenant === INSTANCE ? [] : await requeueHolds(app, tx, tenant, scope, new Set([accountId]));
    return { accountId, created: existing === undefined, announced };
  });
  app.announce(result.announced);
  return { accountId: result.accountId, created: result.created };
}
