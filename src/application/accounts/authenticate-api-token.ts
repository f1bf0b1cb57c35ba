import type { Account } from '../../domain/accounts/account.ts';
import type { ApiToken } from '../../domain/accounts/api-token.ts';
import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import { parseApiToken, tokenState } from './api-token.ts';
import { secretMatches } from './secret.ts';

/** How exactly `lastUsedAt` is kept. */
const USED_MS = 60_000;

/** The token and account behind a bearer token; undefined when it is not (or no longer) good. */
export async function authenticateApiToken(
  app: Application,
  bearer: string,
): Promise<{ readonly token: ApiToken; readonly account: Account } | undefined> {
  const parsed = parseApiToken(bearer);
  if (!parsed) return undefined;
  const token = await app.database.apiTokens.get(INSTANCE, parsed.tokenId);
  if (!token || !secretMatches(parsed.secret, token.secretHash)) return undefined;
  const now = app.clock.now();
  if (tokenState(token, now) !== 'active') return undefined;
  const account = await app.database.accounts.get(INSTANCE, token.accountId);
  if (!account || account.deletedAt || account.lockedAt) return undefined;
  if (!token.lastUsedAt || addMs(token.lastUsedAt, USED_MS) <= now) void noteUsed(app, token.id, now);
  return { token, account };
}

/** Off the request's path. */
async function noteUsed(app: Application, tokenId: string, now: string): Promise<void> {
  try {
    await app.database.optimistic(async (tx) => tx.apiTokens.patch(INSTANCE, tokenId, { lastUsedAt: now }));
  } catch {
    // The next request with the token notes it.
  }
}
