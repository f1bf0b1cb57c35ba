import type { Account } from '../../domain/accounts/account.ts';
import { NotFound } from '../errors.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';

type Accounts = Pick<Reads, 'accounts'>;

/** The account of an e-mail, whatever its case; deleted accounts do not count. */
export const findAccountByEmail = (reads: Accounts, email: string): Promise<Account | undefined> =>
  reads.accounts.findOne(INSTANCE, and(eq('email', email.trim()), absent('deletedAt')));

/** @throws NotFound when there is no such account or it was deleted. */
export async function requireAccount(reads: Accounts, accountId: string): Promise<Account> {
  const account = await reads.accounts.get(INSTANCE, accountId);
  if (!account || account.deletedAt) throw new NotFound('account', accountId);
  return account;
}
