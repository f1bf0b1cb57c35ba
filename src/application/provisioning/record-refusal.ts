import type { SyncJobKind } from '../../domain/provisioning/sync-job.ts';
import type { LastAdministrator } from '../access/last-administrator.ts';
import type { Application } from '../application.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { insertSyncJob, newSyncJob } from './new-sync-job.ts';

interface Refusal {
  readonly userId: string;
  readonly kind: SyncJobKind;
  readonly summary: string;
  readonly error: LastAdministrator;
  readonly jobId: string;
}

/** Leaves the refused sync job and the audit event of a request that was answered 409; the record stays as it was. */
export async function recordRefusal(app: Application, request: ConnectionRequest, refusal: Refusal): Promise<void> {
  const { tenant } = request.connection;
  await app.database.optimistic(async (tx) => {
    const user = await tx.directoryUsers.get(tenant, refusal.userId);
    const now = app.clock.now();
    const label = user?.userName ?? refusal.userId;
    const job = newSyncJob(app, tenant, {
      id: refusal.jobId,
      kind: refusal.kind,
      priority: 'removal',
      connectionId: request.connection.id,
      userId: refusal.userId,
      summary: `${refusal.summary} ${label}`,
      requestId: request.requestId,
      subjects: { kind: 'accounts', accountIds: user?.accountId ? [user.accountId] : [] },
    });
    insertSyncJob(tx, { ...job, state: 'refused', finishedAt: now, error: refusal.error.message }, request.recorded);
    tx.auditEvents.insert(
      connectionEvent(app, request, {
        action: 'directory_user.changed',
        outcome: 'refused',
        jobId: refusal.jobId,
        target: { kind: 'directory_user', id: refusal.userId, label },
        details: { reason: refusal.error.message },
      }),
    );
  });
}
