import { LastAdministrator } from '../access/last-administrator.ts';
import type { Application } from '../application.ts';
import { absent, and, eq, isIn } from '../ports/query.ts';
import { assertAdministratorRemains } from './assert-administrator-remains.ts';
import { requireUser } from './change-directory-user.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { type VersionCondition, VersionMismatch } from './directory-errors.ts';
import { insertSyncJob, newSyncJob } from './new-sync-job.ts';
import { recordRefusal } from './record-refusal.ts';

/**
 * Deletes a directory user: gone for SCIM at once, out of its groups, and left as a tombstone that tells the worker to
 * end the membership with all grants. One sync job, one audit event, one transaction.
 * @throws DirectoryRecordNotFound, VersionMismatch, LastAdministrator (connections set to `reject`).
 */
export async function deleteDirectoryUser(
  app: Application,
  request: ConnectionRequest,
  userId: string,
  isExpected?: VersionCondition,
): Promise<void> {
  const { connection } = request;
  const { tenant } = connection;
  const jobId = app.newId();
  try {
    const job = await app.database.transaction(async (tx) => {
      const user = await requireUser(tx, request, userId);
      if (isExpected && !isExpected(user.version)) throw new VersionMismatch();
      const now = app.clock.now();
      tx.directoryUsers.replace({ ...user, deletedAt: now, lastModified: now, endedByJob: jobId }, user.version);
      await tx.directoryEmails.deleteWhere(tenant, eq('userId', userId));
      await tx.uniqueValues.deleteWhere(tenant, eq('recordId', userId));
      const memberOf = await tx.groupMembers.find(tenant, { where: and(eq('userId', userId), absent('removedAt')) });
      if (memberOf.length > 0) {
        const ids = memberOf.map((member) => member.id);
        const groups = memberOf.map((member) => member.groupId);
        await tx.groupMembers.updateWhere(tenant, isIn('id', ids), { removedAt: now, touchedByJob: jobId });
        await tx.directoryGroups.updateWhere(tenant, isIn('id', groups), { lastModified: now });
      }
      if (connection.onLastAdministrator === 'reject' && user.accountId) {
        await assertAdministratorRemains(tx, tenant, user.accountId, now);
      }
      const draft = newSyncJob(app, tenant, {
        id: jobId,
        kind: 'user_deleted',
        priority: 'removal',
        connectionId: connection.id,
        userId,
        summary: `Delete ${user.userName}`,
        requestId: request.requestId,
        subjects: { kind: 'accounts', accountIds: user.accountId ? [user.accountId] : [] },
      });
      insertSyncJob(tx, draft, request.recorded);
      tx.auditEvents.insert(
        connectionEvent(app, request, {
          action: 'directory_user.deleted',
          outcome: 'done',
          jobId,
          target: { kind: 'directory_user', id: userId, label: user.userName },
        }),
      );
      await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
      return draft;
    });
    app.announce([job]);
  } catch (error) {
    if (error instanceof LastAdministrator) {
      await recordRefusal(app, request, { userId, kind: 'user_deleted', summary: 'Delete', error, jobId });
    }
    throw error;
  }
}
