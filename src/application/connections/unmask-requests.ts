import { addMs } from '../../domain/instant.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireConnection } from './require-connection.ts';

export const MOST_UNMASKED_MINUTES = 24 * 60;

/**
 * For so many minutes the requests of a connection are kept with the personal values they carry, never with secrets; 0 ends
 * that now. What was kept before stays as it is. @throws NotFound, InvalidInput
 */
export async function unmaskRequests(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  minutes: number,
): Promise<Connection> {
  if (!(minutes >= 0 && minutes <= MOST_UNMASKED_MINUTES)) {
    throw new InvalidInput('minutes', `Give a number of minutes up to ${MOST_UNMASKED_MINUTES}`);
  }
  return await app.database.transaction(async (tx) => {
    const { unmaskedUntil: before, ...rest } = await requireConnection(tx, tenant, connectionId);
    const now = app.clock.now();
    const unmaskedUntil = minutes > 0 ? addMs(now, minutes * 60_000) : undefined;
    const after: Connection = { ...rest, ...(unmaskedUntil && { unmaskedUntil }) };
    const changes = unmaskedUntil !== undefined || before !== undefined;
    if (changes) tx.connections.replace(after, rest.version);
    const wasUnmasked = before !== undefined && before > now;
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: unmaskedUntil ? 'connection.requests_unmasked' : 'connection.requests_masked',
        outcome: unmaskedUntil || wasUnmasked ? 'done' : 'unchanged',
        target: { kind: 'connection', id: connectionId, label: rest.name },
        ...(unmaskedUntil && { details: { until: unmaskedUntil } }),
      }),
    );
    return after;
  });
}
