import type { Account } from '../../domain/accounts/account.ts';
import type { Session } from '../../domain/accounts/session.ts';
import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Transaction } from '../ports/database.ts';
import { createSecret, hashSecret } from './secret.ts';

/** A session ends seven days after sign-in at the latest, however busy it is. */
export const SESSION_MAX_MS = 7 * 24 * 3_600_000;
/** And after twelve hours in which nothing was asked of it. */
export const SESSION_IDLE_MS = 12 * 3_600_000;

export interface OpenedSession {
  readonly account: Account;
  readonly session: Session;
  /** `<id>.<secret>`: what the cookie holds. Kept nowhere. */
  readonly cookie: string;
}

/** Opens a session of an account in the transaction that admits it, and remembers when it signed in. */
export function openSession(
  app: Pick<Application, 'clock' | 'newId'>,
  tx: Transaction,
  account: Account,
): OpenedSession {
  const now = app.clock.now();
  const secret = createSecret();
  const session = {
    id: app.newId(),
    tenant: INSTANCE,
    accountId: account.id,
    secretHash: hashSecret(secret),
    csrfToken: createSecret(),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: addMs(now, SESSION_MAX_MS),
  };
  tx.sessions.insert(session);
  return { account, session: { ...session, version: 1 }, cookie: `${session.id}.${secret}` };
}
