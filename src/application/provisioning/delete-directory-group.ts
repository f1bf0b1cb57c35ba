import type { Application } from '../application.ts';
import type { Transaction } from '../ports/database.ts';
import { absent, and, eq, isIn } from '../ports/query.ts';
import { requireGroup } from './change-directory-group.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { type VersionCondition, VersionMismatch } from './directory-errors.ts';
import { groupJob } from './group-job.ts';
import { insertSyncJob } from './new-sync-job.ts';

/**
 * Deletes a group: gone for SCIM at once; it and its members stay as tombstones until its one sync job has decided about
 * everybody who was in it or holds a role through it.
 * @throws DirectoryRecordNotFound, VersionMismatch.
 */
export async function deleteDirectoryGroup(
  app: Application,
  request: ConnectionRequest,
  groupId: string,
  isExpected?: VersionCondition,
): Promise<void> {
  const { tenant } = request.connection;
  const jobId = app.newId();
  const job = await app.database.transaction(async (tx) => {
    const group = await requireGroup(tx, request, groupId);
    if (isExpected && !isExpected(group.version)) throw new VersionMismatch();
    const now = app.clock.now();
    tx.directoryGroups.replace({ ...group, deletedAt: now, lastModified: now }, group.version);
    await tx.uniqueValues.deleteWhere(tenant, eq('recordId', groupId));
    const members = await tx.groupMembers.updateWhere(tenant, and(eq('groupId', groupId), absent('removedAt')), {
      removedAt: now,
      touchedByJob: jobId,
    });
    await leaveOuterGroups(tx, tenant, groupId, now, jobId);
    const draft = groupJob(app, request, {
      id: jobId,
      kind: 'group_deleted',
      group,
      touched: { added: [], removed: [] },
      concernsEverybody: true,
    });
    insertSyncJob(tx, draft, request.recorded);
    tx.auditEvents.insert(
      connectionEvent(app, request, {
        action: 'directory_group.deleted',
        outcome: 'done',
        jobId,
        target: { kind: 'directory_group', id: groupId, label: group.displayName },
        details: { membersRemoved: members },
      }),
    );
    await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
    return draft;
  });
  app.announce([job]);
}

/** What the group gave its members in the groups it was in ends with it, by the same job. */
async function leaveOuterGroups(
  tx: Transaction,
  tenant: string,
  groupId: string,
  now: string,
  jobId: string,
): Promise<void> {
  const edges = await tx.groupMembers.find(tenant, {
    where: and(eq('userId', groupId), eq('memberKind', 'group'), absent('removedAt')),
  });
  if (edges.length === 0) return;
  const ids = edges.map((edge) => edge.id);
  const outer = edges.map((edge) => edge.groupId);
  await tx.groupMembers.updateWhere(tenant, isIn('id', ids), { removedAt: now, touchedByJob: jobId });
  await tx.directoryGroups.updateWhere(tenant, isIn('id', outer), { lastModified: now });
}
