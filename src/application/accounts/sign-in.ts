import type { Account } from '../../domain/accounts/account.ts';
import type { Actor } from '../../domain/audit/audit-event.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { findAccountByEmail } from './find-account.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { passwordMatches } from './password.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';
import { WrongCredentials } from './sign-in-errors.ts';

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Where it comes from, for the limit on failures. */
  readonly address: string;
  readonly requestId: string;
}

/**
 * Opens a session for the right e-mail and password. The same work is done for an e-mail nobody has.
 * @throws TooManyAttempts, WrongCredentials
 */
export async function signIn(app: Application, attempts: SignInAttempts, input: SignIn): Promise<OpenedSession> {
  await attempts.begin(input.email, input.address);
  const account = await findAccountByEmail(app.database, input.email);
  const matches = await passwordMatches(input.password, account?.passwordHash);
  if (!account || !matches || account.lockedAt) {
    await recordRefusal(app, account, input);
    throw new WrongCredentials();
  }
  const opened = await app.database.transaction(async (tx) => {
    const current = await tx.accounts.get(INSTANCE, account.id);
    if (!current || current.deletedAt || current.lockedAt || current.passwordHash !== account.passwordHash) {
      throw new WrongCredentials();
    }
    const now = app.clock.now();
    tx.accounts.patch(INSTANCE, account.id, { lastSignInAt: now });
    const session = openSession(app, tx, { ...current, lastSignInAt: now });
    tx.auditEvents.insert(
      personEvent(app, requestOf(input, { kind: 'account', accountId: account.id, via: 'session' }), INSTANCE, {
        action: 'session.opened',
        target: { kind: 'session', id: session.session.id },
      }),
    );
    return session;
  });
  await attempts.succeeded(input.email, input.address);
  return opened;
}

/** Written for an e-mail nobody has as well: it would show in the time taken if only some failures were written down. */
const recordRefusal = (app: Application, account: Account | undefined, input: SignIn): Promise<void> =>
  app.database.optimistic(async (tx) => {
    tx.auditEvents.insert(
      personEvent(app, requestOf(input, { kind: 'system', part: 'sign-in' }), INSTANCE, {
        action: 'session.opened',
        outcome: 'refused',
        ...(account && { target: { kind: 'account', id: account.id, label: account.email } }),
        details: { reason: account?.lockedAt ? 'locked' : account ? 'wrong password' : 'unknown e-mail' },
      }),
    );
  });

const requestOf = (input: SignIn, actor: Actor): PersonRequest => ({ actor, requestId: input.requestId });
