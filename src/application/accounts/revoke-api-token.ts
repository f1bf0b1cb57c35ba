import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';

/** Revokes a token of an account at once. Revoking one twice is fine. @throws NotFound */
export async function revokeApiToken(
  app: Application,
  request: PersonRequest,
  accountId: string,
  tokenId: string,
): Promise<void> {
  await app.database.transaction(async (tx) => {
    const token = await tx.apiTokens.get(INSTANCE, tokenId);
    if (token?.accountId !== accountId) throw new NotFound('API token', tokenId);
    if (!token.revokedAt) tx.apiTokens.replace({ ...token, revokedAt: app.clock.now() }, token.version);
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'api_token.revoked',
        outcome: token.revokedAt ? 'unchanged' : 'done',
        target: { kind: 'api_token', id: tokenId, label: token.name },
      }),
    );
  });
}
