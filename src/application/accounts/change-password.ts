import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { eq } from '../ports/query.ts';
import { requireAccount } from './find-account.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { assertPassword, hashPassword, passwordMatches } from './password.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';

interface PasswordChange {
  readonly accountId: string;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly address: string;
}

/**
 * Sets a new password for somebody who knows the present one, ends every session of the account and opens a new one.
 * @throws TooManyAttempts, InvalidInput
 */
export async function changePassword(
  app: Application,
  attempts: SignInAttempts,
  request: PersonRequest,
  change: PasswordChange,
): Promise<OpenedSession> {
  assertPassword(change.newPassword, 'newPassword');
  const account = await requireAccount(app.database, change.accountId);
  await attempts.begin(account.email, change.address);
  if (!(await passwordMatches(change.currentPassword, account.passwordHash))) throw wrongPassword();
  const passwordHash = await hashPassword(change.newPassword);
  const opened = await app.database.transaction(async (tx) => {
    const current = await requireAccount(tx, account.id);
    if (current.passwordHash !== account.passwordHash) throw wrongPassword();
    await tx.sessions.deleteWhere(INSTANCE, eq('accountId', account.id));
    tx.accounts.patch(INSTANCE, account.id, { passwordHash });
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'account.password_changed',
        outcome: 'done',
        target: { kind: 'account', id: account.id, label: account.email },
      }),
    );
    return openSession(app, tx, { ...current, passwordHash });
  });
  await attempts.succeeded(account.email, change.address);
  return opened;
}

const wrongPassword = () => new InvalidInput('currentPassword', 'This is not the present password');
