import { addMs } from '../../domain/instant.ts';
import { isSecretActive } from '../../domain/provisioning/oauth-client.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotAllowedNow } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { type IssuedOauthClient, newOauthSecret } from './oauth-client-secret.ts';
import { requireConnection } from './require-connection.ts';
import { requireOauthClient } from './require-oauth-client.ts';

const LONGEST_OVERLAP_HOURS = 720;
const MOST_SECRETS = 5;
/** Longer than any access token lives: until then a token says when the secret behind it ended. */
const KEEP_ENDED_MS = 2 * 86_400_000;

/**
 * A new secret of the same client; those of before, and the access tokens got with them, work for `overlapHours` more at
 * most. @throws NotFound, InvalidInput, NotAllowedNow
 */
export async function rotateOauthClientSecret(
  app: Application,
  request: PersonRequest,
  of: { readonly tenant: string; readonly connectionId: string; readonly id: string },
  { overlapHours, expiresAt }: { readonly overlapHours: number; readonly expiresAt?: string | undefined },
): Promise<IssuedOauthClient> {
  if (!(overlapHours >= 0 && overlapHours <= LONGEST_OVERLAP_HOURS)) {
    throw new InvalidInput('overlapHours', `Give 0 to ${LONGEST_OVERLAP_HOURS} hours`);
  }
  const { clientSecret, secret } = newOauthSecret(app, expiresAt);
  const client = await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, of.tenant, of.connectionId);
    const before = await requireOauthClient(tx, of.tenant, of.connectionId, of.id);
    if (before.revokedAt) throw new NotAllowedNow('This OAuth client was revoked: create a new one');
    const now = app.clock.now();
    const until = addMs(now, Math.round(overlapHours * 3_600_000));
    const others = before.secrets
      .map((other) => (other.expiresAt && other.expiresAt <= until ? other : { ...other, expiresAt: until }))
      .filter(({ expiresAt: end = until }) => end > addMs(now, -KEEP_ENDED_MS));
    if (others.filter((other) => isSecretActive(other, now)).length >= MOST_SECRETS) {
      throw new NotAllowedNow(
        `${MOST_SECRETS} secrets of this OAuth client still work: rotate with a shorter overlap, or wait until one ended`,
      );
    }
    const after = { ...before, secrets: [...others, secret] };
    tx.oauthClients.replace(after, before.version);
    tx.auditEvents.insert(
      personEvent(app, request, of.tenant, {
        action: 'oauth_client.rotated',
        target: { kind: 'connection', id: of.connectionId, label: connection.name },
        details: { clientId: of.id, name: before.name, secretId: secret.id, until, ...(expiresAt && { expiresAt }) },
      }),
    );
    return after;
  });
  return { client, clientSecret };
}
