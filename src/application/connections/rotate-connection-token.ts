import { addMs } from '../../domain/instant.ts';
import { tokenState } from '../accounts/api-token.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { absent, and, eq } from '../ports/query.ts';
import { type IssuedToken, newConnectionToken } from './connection-token.ts';
import { requireConnection } from './require-connection.ts';

const LONGEST_OVERLAP_HOURS = 720;

/**
 * A new token; every other one that speaks for the connection works for `overlapHours` more at most, so that the identity
 * provider can be changed over without a gap. Tokens of single people stay as they are. @throws NotFound, InvalidInput
 */
export async function rotateConnectionToken(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  { overlapHours }: { readonly overlapHours: number },
): Promise<IssuedToken> {
  if (!(overlapHours >= 0 && overlapHours <= LONGEST_OVERLAP_HOURS)) {
    throw new InvalidInput('overlapHours', `Give 0 to ${LONGEST_OVERLAP_HOURS} hours`);
  }
  const { draft, ...token } = newConnectionToken(app, { tenant, connectionId });
  await app.database.transaction(async (tx) => {
    const connection = await requireConnection(tx, tenant, connectionId);
    const now = app.clock.now();
    const until = addMs(now, Math.round(overlapHours * 3_600_000));
    const others = await tx.connectionTokens.find(tenant, {
      where: and(eq('connectionId', connectionId), absent('revokedAt')),
    });
    const shortened = others.filter(
      (other) =>
        !other.directoryUserId && tokenState(other, now) === 'active' && (!other.expiresAt || other.expiresAt > until),
    );
    for (const other of shortened) tx.connectionTokens.replace({ ...other, expiresAt: until }, other.version);
    tx.connectionTokens.insert(draft);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection_token.rotated',
        outcome: 'done',
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: { tokenId: draft.id, others: shortened.map((other) => other.id), until },
      }),
    );
  });
  return token;
}
