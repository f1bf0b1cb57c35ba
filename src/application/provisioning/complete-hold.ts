import type { Hold } from '../../domain/access/hold.ts';
import { isLoginCapable } from '../../domain/access/login-capable.ts';
import { guardedRole, scopeKey } from '../../domain/access/role.ts';
import { isAdministrator } from '../access/assert-loss-allowed.ts';
import { requireAccount } from '../access/change-account-usability.ts';
import { writeGrant } from '../access/grant-role.ts';
import { requeueHold } from '../access/requeue-holds.ts';
import type { Application } from '../application.ts';
import { Forbidden, InvalidInput, NotAllowedNow, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import type { Transaction } from '../ports/database.ts';
import { holdLabel } from './hold-label.ts';

/**
 * Completes a hold in one step: makes somebody else administrator and puts the refused change back into the queue, where
 * it is now allowed. Both happen or neither.
 * @throws NotFound, Forbidden (a hold about oneself), InvalidInput, NotAllowedNow.
 */
export async function completeHold(
  app: Application,
  request: PersonRequest,
  tenant: string,
  holdId: string,
  input: { readonly makeAdministrator: string; readonly reason?: string | undefined },
): Promise<void> {
  const grantId = app.newId();
  const announced = await app.database.transaction(async (tx) => {
    const hold = await requireOpenHold(tx, request, tenant, holdId);
    if (input.makeAdministrator === hold.accountId) {
      throw new InvalidInput('makeAdministrator', 'Choose somebody else than the person the hold is about');
    }
    const scope = { kind: hold.scopeKind, id: hold.scopeId };
    const account = await requireAccount(tx, input.makeAdministrator);
    if (!isLoginCapable(account)) {
      throw new NotAllowedNow(`${account.email} cannot sign in and would not count as administrator`);
    }
    const label = await holdLabel(tx, hold);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'hold.complete_requested',
        target: { kind: 'hold', id: holdId, label },
        details: { makeAdministrator: account.email, ...(input.reason && { reason: input.reason }) },
      }),
    );
    if (await isAdministrator(tx, tenant, scope, account.id)) {
      tx.fences.bump(tenant, [scopeKey(scope)]);
      return requeueHold(app, tx, hold);
    }
    const role = guardedRole(scope.kind) ?? 'admin';
    const grant = {
      accountId: account.id,
      scopeKind: scope.kind,
      scopeId: scope.id,
      role,
      reason: input.reason ?? `To complete the hold about ${label}`,
    };
    return (await writeGrant(app, tx, request, tenant, grant, grantId)).announced;
  });
  app.announce(announced);
}

/** @throws NotFound, NotAllowedNow when it is closed, Forbidden when it is about whoever asks. */
export async function requireOpenHold(
  tx: Pick<Transaction, 'holds'>,
  request: PersonRequest,
  tenant: string,
  holdId: string,
): Promise<Hold> {
  const hold = await tx.holds.get(tenant, holdId);
  if (!hold) throw new NotFound('hold', holdId);
  if (hold.state !== 'open') throw new NotAllowedNow(`This hold is ${hold.state} already`);
  if (request.actor.kind === 'account' && request.actor.accountId === hold.accountId) {
    throw new Forbidden('Nobody completes or discards a hold about themselves. Ask another administrator.');
  }
  return hold;
}
