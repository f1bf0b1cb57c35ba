import type { ConnectionDisposition } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { absent, and, eq } from '../ports/query.ts';
import { insertSyncJob, newSyncJob } from './new-sync-job.ts';

/**
 * Deletes a connection: its tokens and OAuth clients die at once, and one chunked sync job makes of its people what was chosen, under the
 * guard: `keep` turns their mapped roles into manual ones, `suspend` suspends them, `move` leaves them to another
 * connection and suspends whom that one does not have.
 * @throws NotFound, InvalidInput.
 */
export async function deleteConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
  disposition: ConnectionDisposition,
): Promise<{ readonly jobId: string }> {
  const jobId = app.newId();
  const job = await app.database.transaction(async (tx) => {
    const connection = await tx.connections.get(tenant, connectionId);
    if (!connection || connection.deletedAt) throw new NotFound('connection', connectionId);
    if (disposition.people === 'move') {
      const successor = await tx.connections.get(tenant, disposition.toConnectionId);
      if (!successor || successor.deletedAt || successor.id === connectionId) {
        throw new InvalidInput('toConnectionId', 'Choose another connection of this organization');
      }
    }
    const now = app.clock.now();
    const { pausedAt: _paused, ...rest } = connection;
    tx.connections.replace({ ...rest, deletedAt: now, disposition }, connection.version);
    await tx.connectionTokens.updateWhere(tenant, and(eq('connectionId', connectionId), absent('revokedAt')), {
      revokedAt: now,
    });
    await tx.oauthClients.updateWhere(tenant, and(eq('connectionId', connectionId), absent('revokedAt')), {
      revokedAt: now,
    });
    const draft = newSyncJob(app, tenant, {
      id: jobId,
      kind: 'connection_deleted',
      priority: 'bulk',
      connectionId,
      summary: `Delete connection “${connection.name}”`,
      requestId: request.requestId,
      subjects: { kind: 'connection', connectionId },
    });
    insertSyncJob(tx, draft, { people: disposition.people });
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection.deleted',
        jobId,
        target: { kind: 'connection', id: connectionId, label: connection.name },
        details: { ...disposition },
      }),
    );
    await app.checkpoints.reached('access-change:before-commit', { tenant, jobId });
    return draft;
  });
  app.announce([job]);
  return { jobId };
}
