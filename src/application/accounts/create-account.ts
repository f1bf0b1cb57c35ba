import type { Account } from '../../domain/accounts/account.ts';
import { looksLikeEmail } from '../../domain/provisioning/directory-user.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { Application } from '../application.ts';
import { AlreadyExists, InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { UniqueViolation } from '../ports/storage-errors.ts';

interface AccountInput {
  readonly email: string;
  readonly displayName?: string | undefined;
}

/** A human account as it begins: without a password, so without a way in until a one-time link is used. */
export const newAccount = (app: Pick<Application, 'clock' | 'newId'>, input: AccountInput): Account => ({
  id: app.newId(),
  tenant: INSTANCE,
  version: 1,
  kind: 'human',
  email: foldCase(input.email.trim()),
  ...(input.displayName && { displayName: input.displayName }),
  createdAt: app.clock.now(),
});

/** @throws InvalidInput, AlreadyExists */
export async function createAccount(app: Application, request: PersonRequest, input: AccountInput): Promise<Account> {
  if (!looksLikeEmail(input.email)) throw new InvalidInput('email', 'This is not an e-mail address');
  const account = newAccount(app, input);
  try {
    await app.database.transaction(async (tx) => {
      tx.accounts.insert(account);
      tx.auditEvents.insert(
        personEvent(app, request, INSTANCE, {
          action: 'account.created',
          outcome: 'done',
          target: { kind: 'account', id: account.id, label: account.email },
        }),
      );
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.key === 'email') {
      throw new AlreadyExists('email', 'There is an account with this e-mail already');
    }
    throw error;
  }
  return account;
}
