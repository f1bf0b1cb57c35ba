import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireConnection } from './require-connection.ts';

/** Its SCIM requests get 503, its jobs wait, access stays as it is. Pausing twice is fine. @throws NotFound */
export async function pauseConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
): Promise<Connection> {
  return await app.database.transaction(async (tx) => {
    const before = await requireConnection(tx, tenant, connectionId);
    const after = { ...before, pausedAt: before.pausedAt ?? app.clock.now() };
    if (!before.pausedAt) tx.connections.replace(after, before.version);
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection.paused',
        outcome: before.pausedAt ? 'unchanged' : 'done',
        target: { kind: 'connection', id: connectionId, label: before.name },
      }),
    );
    return after;
  });
}
