import type { Application } from '../application.ts';
import type { PersonRequest } from '../person-request.ts';
import { takeUsability } from './change-account-usability.ts';

/**
 * Locks an account: it cannot sign in until it is unlocked, and does not count as administrator anywhere.
 * @throws NotFound, LastAdministrator.
 */
export const lockAccount = (app: Application, request: PersonRequest, accountId: string): Promise<void> =>
  takeUsability(app, request, accountId, 'account.locked', async (account) => ({
    ...account,
    lockedAt: account.lockedAt ?? app.clock.now(),
  }));
