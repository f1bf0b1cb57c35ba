import type { Connection } from '../../domain/provisioning/connection.ts';
import type { Application } from '../application.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { and, eq, gt } from '../ports/query.ts';
import { requireConnection } from './require-connection.ts';

/** More than this many waiting jobs are left to the relay, which finds them within seconds. */
const ANNOUNCE_AT_MOST = 1_000;

/** Lets a paused connection speak again and makes the jobs that waited due at once. @throws NotFound */
export async function resumeConnection(
  app: Application,
  request: PersonRequest,
  tenant: string,
  connectionId: string,
): Promise<Connection> {
  const { connection, waiting } = await app.database.transaction(async (tx) => {
    const before = await requireConnection(tx, tenant, connectionId);
    const { pausedAt, ...after } = before;
    const now = app.clock.now();
    if (pausedAt) {
      tx.connections.replace(after, before.version);
      await tx.syncJobs.updateWhere(
        tenant,
        and(eq('connectionId', connectionId), eq('state', 'queued'), gt('dueAt', now)),
        { dueAt: now },
      );
    }
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'connection.resumed',
        outcome: pausedAt ? 'done' : 'unchanged',
        target: { kind: 'connection', id: connectionId, label: before.name },
      }),
    );
    const jobs = await tx.syncJobs.find(tenant, {
      where: and(eq('connectionId', connectionId), eq('state', 'queued')),
      sort: [{ field: 'createdAt' }],
      limit: ANNOUNCE_AT_MOST,
    });
    return { connection: after, waiting: jobs };
  });
  app.announce(waiting);
  return connection;
}
