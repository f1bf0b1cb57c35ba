import { guardedRole, isRoleOf, type ScopeKind, scopeKey } from '../../domain/access/role.ts';
import type { RoleGrant } from '../../domain/access/role-grant.ts';
import type { Application } from '../application.ts';
import { AlreadyExists, InvalidInput, NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';
import { requireScope } from '../provisioning/mapping-input.ts';
import { requeueHolds } from './requeue-holds.ts';

export interface GrantInput {
  readonly accountId: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly role: string;
  readonly reason?: string | undefined;
}

/**
 * Gives a role by hand. In an organization the account must be, or becomes, an active member. A new administrator makes
 * the scope's open holds due in the same transaction.
 * @param tenant the organization, or `instance` for the instance scope
 * @throws NotFound, InvalidInput, AlreadyExists, NotAllowedNow (the membership was suspended or ended).
 */
export async function grantRole(
  app: Application,
  request: PersonRequest,
  tenant: string,
  input: GrantInput,
): Promise<RoleGrant> {
  const id = app.newId();
  try {
    const { grant, announced } = await app.database.transaction(async (tx) => {
      const written = await writeGrant(app, tx, request, tenant, input, id);
      await app.checkpoints.reached('access-change:before-commit', { tenant });
      return written;
    });
    app.announce(announced);
    return { ...grant, version: 1 };
  } catch (error) {
    if (error instanceof UniqueViolation && error.collection === 'roleGrants') {
      throw new AlreadyExists('role', 'This account holds this role by hand already');
    }
    throw error;
  }
}

/** The body of grantRole, for use cases that grant as part of a larger transaction. */
export async function writeGrant(
  app: Application,
  tx: Transaction,
  request: PersonRequest,
  tenant: string,
  input: GrantInput,
  id: string,
) {
  const { accountId, scopeKind, scopeId, role } = input;
  if (!isRoleOf(scopeKind, role)) throw new InvalidInput('role', `"${role}" is not a role of a ${scopeKind}`);
  if ((scopeKind === 'instance') !== (tenant === INSTANCE)) {
    throw new InvalidInput('scopeKind', 'The instance role is granted to instance administrators only');
  }
  tx.subjects.bump(tenant, [accountId]);
  const account = await tx.accounts.get(INSTANCE, accountId);
  if (!account || account.deletedAt) throw new NotFound('account', accountId);
  if (scopeKind === 'instance') {
    if (scopeId !== INSTANCE) throw new InvalidInput('scopeId', 'The instance scope has the id "instance"');
  } else {
    await requireScope(tx, tenant, scopeKind, scopeId);
    await ensureActiveMembership(app, tx, tenant, accountId, account.email);
  }
  const now = app.clock.now();
  const byAccountId = request.actor.kind === 'account' ? request.actor.accountId : undefined;
  const grant: Draft<RoleGrant> = {
    id,
    tenant,
    accountId,
    scopeKind,
    scopeId,
    role,
    source: { kind: 'manual', ...(byAccountId && { byAccountId }), ...(input.reason && { reason: input.reason }) },
    sourceKey: 'manual',
    createdAt: now,
  };
  tx.roleGrants.insert(grant);
  tx.auditEvents.insert(
    personEvent(app, request, tenant, {
      action: 'role.granted',
      target: { kind: 'account', id: accountId, label: account.email },
      details: {
        scope: scopeKey({ kind: scopeKind, id: scopeId }),
        role,
        ...(input.reason && { reason: input.reason }),
      },
    }),
  );
  if (guardedRole(scopeKind) !== role) return { grant, announced: [] };
  const scope = { kind: scopeKind, id: scopeId };
  tx.fences.bump(tenant, [scopeKey(scope)]);
  return { grant, announced: await requeueHolds(app, tx, tenant, scope, new Set([accountId])) };
}

async function ensureActiveMembership(
  app: Application,
  tx: Transaction,
  tenant: string,
  accountId: string,
  email: string,
): Promise<void> {
  const membership = await tx.memberships.get(tenant, accountId);
  if (!membership) {
    tx.memberships.insert({ id: accountId, tenant, accountId, state: 'active', since: app.clock.now() });
  } else if (membership.state !== 'active') {
    throw new NotAllowedNow(
      `The membership of ${email} is ${membership.state}. Restore it before giving a role, or reactivate the person in the identity provider.`,
    );
  }
}
