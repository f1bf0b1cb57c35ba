import type { Account } from '../../domain/accounts/account.ts';
import type { Session } from '../../domain/accounts/session.ts';
import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import { SESSION_IDLE_MS } from './open-session.ts';
import { secretMatches } from './secret.ts';

/** How exactly `lastSeenAt` is kept: a write per request would cost more than the request. */
const SEEN_MS = 60_000;

/**
 * The session a cookie stands for, and its account; undefined when there is none, it has run out, or the account is
 * locked or deleted. Read anew for every request, so that an ended session is ended at once in every process. What is no
 * activity of a person does not keep the session alive.
 */
export async function findSession(
  app: Application,
  cookie: string,
  options: { readonly isActivity: boolean } = { isActivity: true },
): Promise<{ readonly session: Session; readonly account: Account } | undefined> {
  const point = cookie.indexOf('.');
  if (point < 1) return undefined;
  const session = await app.database.sessions.get(INSTANCE, cookie.slice(0, point));
  if (!session || !secretMatches(cookie.slice(point + 1), session.secretHash)) return undefined;
  const now = app.clock.now();
  if (session.expiresAt <= now || addMs(session.lastSeenAt, SESSION_IDLE_MS) <= now) return undefined;
  const account = await app.database.accounts.get(INSTANCE, session.accountId);
  if (!account || account.deletedAt || account.lockedAt) return undefined;
  if (options.isActivity && addMs(session.lastSeenAt, SEEN_MS) <= now) void noteSeen(app, session.id, now);
  return { session, account };
}

/** Off the request's path. A session that was ended meanwhile stays ended. */
async function noteSeen(app: Application, sessionId: string, now: string): Promise<void> {
  try {
    await app.database.optimistic(async (tx) => tx.sessions.patch(INSTANCE, sessionId, { lastSeenAt: now }));
  } catch {
    // The next request of the session notes it.
  }
}
