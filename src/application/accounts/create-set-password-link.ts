import type { Application } from '../application.ts';
import { NotAllowedNow } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { absent, and, eq } from '../ports/query.ts';
import { requireAccount } from './find-account.ts';
import { type IssuedLink, issueLink } from './one-time-link.ts';

/**
 * A link with which the person sets a password and is signed in. Links made for the account before stop working.
 * @throws NotFound, NotAllowedNow for a locked or service account
 */
export async function createSetPasswordLink(
  app: Application,
  request: PersonRequest,
  accountId: string,
): Promise<IssuedLink> {
  return await app.database.transaction(async (tx) => {
    const account = await requireAccount(tx, accountId);
    if (account.lockedAt) throw new NotAllowedNow('The account is locked: unlock it first');
    if (account.kind === 'service') throw new NotAllowedNow('A service account has no password');
    await tx.oneTimeLinks.deleteWhere(INSTANCE, and(eq('accountId', accountId), absent('usedAt')));
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'account.set_password_link_created',
        outcome: 'done',
        target: { kind: 'account', id: accountId, label: account.email },
      }),
    );
    return issueLink(app, tx, { purpose: 'set_password', accountId });
  });
}
