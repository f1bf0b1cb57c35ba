import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { eq } from '../ports/query.ts';
import { takeUsability } from './change-account-usability.ts';

/**
 * Deletes an account everywhere: memberships end, every role goes, sessions and tokens end, the e-mail is free again.
 * Directory users that were linked to it stay what the identity provider pushed; they no longer give anybody a role.
 * @throws NotFound, LastAdministrator.
 */
export const deleteAccount = (app: Application, request: PersonRequest, accountId: string): Promise<void> =>
  takeUsability(app, request, accountId, 'account.deleted', async (account, tx, organizationIds) => {
    const now = app.clock.now();
    const cause = { by: 'person', reason: 'The account was deleted' } as const;
    await tx.roleGrants.deleteWhere(INSTANCE, eq('accountId', accountId));
    for (const tenant of organizationIds) {
      await tx.roleGrants.deleteWhere(tenant, eq('accountId', accountId));
      await tx.memberships.updateWhere(tenant, eq('id', accountId), { state: 'ended', cause, since: now });
    }
    const { passwordHash: _password, ...rest } = account;
    return { ...rest, deletedAt: now };
  });
