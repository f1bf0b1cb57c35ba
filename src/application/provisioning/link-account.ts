import type { Account } from '../../domain/accounts/account.ts';
import { linkingEmail } from '../../domain/provisioning/directory-user.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';
import type { DirectoryUserContent } from './directory-content.ts';

export interface AccountLink {
  readonly accountId: string;
  readonly email: string;
  /** To be inserted with the record when nobody has this e-mail yet. */
  readonly newAccount?: Draft<Account>;
}

/** Finds, or prepares, the account a directory user is linked to; undefined when there is no e-mail to link by. */
export async function linkAccount(
  app: Pick<Application, 'clock' | 'newId'>,
  tx: Pick<Transaction, 'accounts'>,
  content: DirectoryUserContent,
): Promise<AccountLink | undefined> {
  const email = linkingEmail(content.userName, content.attributes);
  if (email === undefined) return undefined;
  const account = await tx.accounts.findOne(INSTANCE, and(eq('email', email), absent('deletedAt')));
  if (account) return { accountId: account.id, email };
  const { displayName } = content.attributes;
  const newAccount: Draft<Account> = {
    id: app.newId(),
    tenant: INSTANCE,
    kind: 'human',
    email,
    ...(typeof displayName === 'string' && { displayName }),
    createdAt: app.clock.now(),
  };
  return { accountId: newAccount.id, email, newAccount };
}
