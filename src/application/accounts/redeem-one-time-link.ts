import { scopeKey } from '../../domain/access/role.ts';
import { sourceKey } from '../../domain/access/role-grant.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { OneTimeLink } from '../../domain/accounts/api-token.ts';
import { looksLikeEmail } from '../../domain/provisioning/directory-user.ts';
import { requeueHolds } from '../access/requeue-holds.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotAllowedNow } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';
import { newAccount } from './create-account.ts';
import { findAccountByEmail } from './find-account.ts';
import { hasInstanceAdministrator } from './is-instance-administrator.ts';
import { requireLinkedAccount, requireUsableLink } from './one-time-link.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { assertPassword, hashPassword } from './password.ts';
import { LinkNotUsable } from './sign-in-errors.ts';

export type LinkRedemption = {
  readonly id: string;
  readonly secret: string;
  readonly password: string;
  readonly requestId: string;
} & (
  | { readonly purpose: 'create_first_administrator'; readonly email: string; readonly displayName?: string }
  | { readonly purpose: 'set_password' }
);

const SCOPE = { kind: 'instance', id: INSTANCE } as const;

/**
 * Uses a link up: creates the first instance administrator, or sets a password; either way earlier sessions of the
 * account end and a new one opens.
 * @throws LinkNotUsable, InvalidInput, NotAllowedNow when there is an instance administrator already or the account is locked
 */
export async function redeemOneTimeLink(app: Application, redemption: LinkRedemption): Promise<OpenedSession> {
  assertPassword(redemption.password);
  if (redemption.purpose === 'create_first_administrator' && !looksLikeEmail(redemption.email)) {
    throw new InvalidInput('email', 'This is not an e-mail address');
  }
  await requireUsableLink(app, app.database, redemption.id, redemption.secret);
  const passwordHash = await hashPassword(redemption.password);
  const { opened, announced } = await app.database.transaction(async (tx) => {
    const link = await requireUsableLink(app, tx, redemption.id, redemption.secret);
    if (link.purpose !== redemption.purpose) throw new LinkNotUsable();
    const now = app.clock.now();
    tx.oneTimeLinks.patch(INSTANCE, link.id, { usedAt: now });
    const found = await accountOf(app, tx, link, redemption);
    if (found.account.lockedAt) throw new NotAllowedNow('This account is locked');
    const account: Account = { ...found.account, passwordHash, lastSignInAt: now };
    if (found.isNew) {
      tx.accounts.insert(account);
    } else {
      tx.accounts.replace(account, account.version);
      await tx.sessions.deleteWhere(INSTANCE, eq('accountId', account.id));
    }
    const request: PersonRequest = {
      actor: { kind: 'account', accountId: account.id, via: 'session' },
      requestId: redemption.requestId,
    };
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'one_time_link.redeemed',
        outcome: 'done',
        target: { kind: 'account', id: account.id, label: account.email },
        details: { purpose: link.purpose },
      }),
    );
    const jobs = link.purpose === 'create_first_administrator' ? await grantFirst(app, tx, request, account) : [];
    const session = openSession(app, tx, account);
    await app.checkpoints.reached('account-change:before-commit', { tenant: INSTANCE });
    return { opened: session, announced: jobs };
  });
  app.announce(announced);
  return opened;
}

async function accountOf(
  app: Application,
  tx: Transaction,
  link: OneTimeLink,
  redemption: LinkRedemption,
): Promise<{ readonly account: Account; readonly isNew: boolean }> {
  if (redemption.purpose === 'set_password') {
    return { account: await requireLinkedAccount(tx, link), isNew: false };
  }
  if (await hasInstanceAdministrator(tx)) throw new NotAllowedNow('There is an instance administrator already');
  const existing = await findAccountByEmail(tx, redemption.email);
  if (!existing) return { account: newAccount(app, redemption), isNew: true };
  const { displayName = existing.displayName } = redemption;
  return { account: { ...existing, ...(displayName && { displayName }) }, isNew: false };
}

/** The fence makes two links that are used at the same moment collide, so that only one becomes the first. */
async function grantFirst(app: Application, tx: Transaction, request: PersonRequest, account: Account) {
  const { id: accountId, email } = account;
  tx.fences.bump(INSTANCE, [scopeKey(SCOPE)]);
  const source = { kind: 'first_user' } as const;
  const grantId = app.newId();
  tx.roleGrants.insert({
    id: grantId,
    tenant: INSTANCE,
    accountId,
    scopeKind: SCOPE.kind,
    scopeId: SCOPE.id,
    role: 'instance_admin',
    source,
    sourceKey: sourceKey(source),
    createdAt: app.clock.now(),
  });
  tx.auditEvents.insert(
    personEvent(app, request, INSTANCE, {
      action: 'role.granted',
      outcome: 'done',
      target: { kind: 'account', id: accountId, label: email },
      details: { grantId, scope: scopeKey(SCOPE), role: 'instance_admin', source: 'first_user' },
    }),
  );
  return await requeueHolds(app, tx, INSTANCE, SCOPE);
}
