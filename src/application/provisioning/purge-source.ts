import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Transaction } from '../ports/database.ts';
import { and, eq, present } from '../ports/query.ts';

/**
 * Removes the tombstone of a deleted group or mapping once everybody it concerned was decided. Members of a group that
 * were never linked to an account concern nobody and go with it, as do the edges of nested groups the job was about. A
 * deleted connection stays: it says what became of its people.
 */
export async function purgeSource(tx: Transaction, job: SyncJob): Promise<void> {
  if (job.kind === 'group_deleted' && job.groupId) {
    const deleted = await tx.directoryGroups.deleteWhere(job.tenant, and(eq('id', job.groupId), present('deletedAt')));
    if (deleted > 0) {
      await tx.groupMembers.deleteWhere(job.tenant, eq('groupId', job.groupId));
      await tx.groupMembers.deleteWhere(job.tenant, and(eq('userId', job.groupId), eq('memberKind', 'group')));
    }
  } else if (job.groupId) {
    await tx.groupMembers.deleteWhere(
      job.tenant,
      and(
        eq('groupId', job.groupId),
        eq('memberKind', 'group'),
        eq('touchedByJob', job.id),
        present<GroupMember>('removedAt'),
      ),
    );
  }
  if (job.kind === 'mapping_deleted' && job.mappingId) {
    await tx.roleMappings.deleteWhere(job.tenant, and(eq('id', job.mappingId), present('deletedAt')));
  }
}
