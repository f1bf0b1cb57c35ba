import type { OneTimeLink } from '../../domain/accounts/api-token.ts';
import type { Application } from '../application.ts';
import { requireLinkedAccount, requireUsableLink } from './one-time-link.ts';

/** What a link is for and whose password it sets, for whoever holds its secret. @throws LinkNotUsable */
export async function inspectOneTimeLink(
  app: Application,
  id: string,
  secret: string,
): Promise<{ readonly link: OneTimeLink; readonly email?: string }> {
  const link = await requireUsableLink(app, app.database, id, secret);
  if (link.accountId === undefined) return { link };
  return { link, email: (await requireLinkedAccount(app.database, link)).email };
}
