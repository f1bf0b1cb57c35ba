import type { ApiToken } from '../../domain/accounts/api-token.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { INSTANCE } from '../ports/collection.ts';
import { formatApiToken } from './api-token.ts';
import { createSecret, hashSecret } from './secret.ts';

interface ApiTokenInput {
  readonly accountId: string;
  readonly name: string;
  readonly expiresAt?: string | undefined;
}

/** A token with which a program acts as the account. The answer holds it for the only time. @throws InvalidInput */
export async function createApiToken(
  app: Application,
  request: PersonRequest,
  input: ApiTokenInput,
): Promise<{ readonly record: ApiToken; readonly token: string }> {
  const now = app.clock.now();
  if (input.expiresAt && input.expiresAt <= now) throw new InvalidInput('expiresAt', 'This time has passed');
  const secret = createSecret();
  const record = {
    id: app.newId(),
    tenant: INSTANCE,
    accountId: input.accountId,
    name: input.name,
    secretHash: hashSecret(secret),
    createdAt: now,
    ...(input.expiresAt && { expiresAt: input.expiresAt }),
  };
  await app.database.transaction(async (tx) => {
    tx.apiTokens.insert(record);
    tx.auditEvents.insert(
      personEvent(app, request, INSTANCE, {
        action: 'api_token.created',
        outcome: 'done',
        target: { kind: 'api_token', id: record.id, label: record.name },
      }),
    );
  });
  return { record: { ...record, version: 1 }, token: formatApiToken(record.id, secret) };
}
