import type { Account } from '../../domain/accounts/account.ts';
import type { OneTimeLink } from '../../domain/accounts/api-token.ts';
import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads, Transaction } from '../ports/database.ts';
import { createSecret, hashSecret, secretMatches } from './secret.ts';
import { LinkNotUsable } from './sign-in-errors.ts';

const LINK_MS = 24 * 3_600_000;

/** A link as it is handed out, once. Its secret is kept nowhere. */
export interface IssuedLink {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: string;
}

/** The secret stands in the fragment, which browsers never send: no log and no proxy sees it. */
export const oneTimeLinkUrl = (baseUrl: string, link: IssuedLink): string =>
  `${baseUrl.replace(/\/$/, '')}/welcome#${link.id}.${link.secret}`;

/** Writes a new link within a transaction. It works once, for a day. */
export function issueLink(
  app: Pick<Application, 'clock' | 'newId'>,
  tx: Pick<Transaction, 'oneTimeLinks'>,
  link: Pick<OneTimeLink, 'purpose' | 'accountId'>,
): IssuedLink {
  const secret = createSecret();
  const now = app.clock.now();
  const id = app.newId();
  const expiresAt = addMs(now, LINK_MS);
  tx.oneTimeLinks.insert({ ...link, id, tenant: INSTANCE, secretHash: hashSecret(secret), createdAt: now, expiresAt });
  return { id, secret, expiresAt };
}

/** @throws LinkNotUsable whatever the matter is with it, so that nothing can be learned by trying. */
export async function requireUsableLink(
  app: Pick<Application, 'clock'>,
  reads: Pick<Reads, 'oneTimeLinks'>,
  id: string,
  secret: string,
): Promise<OneTimeLink> {
  const link = await reads.oneTimeLinks.get(INSTANCE, id);
  if (!link || link.usedAt || link.expiresAt <= app.clock.now()) throw new LinkNotUsable();
  if (!secretMatches(secret, link.secretHash)) throw new LinkNotUsable();
  return link;
}

/** Whose password the link sets. @throws LinkNotUsable when the account is gone */
export async function requireLinkedAccount(
  reads: Pick<Reads, 'accounts'>,
  link: Pick<OneTimeLink, 'accountId'>,
): Promise<Account> {
  const account = link.accountId === undefined ? undefined : await reads.accounts.get(INSTANCE, link.accountId);
  if (!account || account.deletedAt) throw new LinkNotUsable();
  return account;
}
