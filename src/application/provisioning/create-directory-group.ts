import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { DirectoryGroupContent, MemberReference } from './directory-content.ts';
import { groupJob } from './group-job.ts';
import { addMembers, type TouchedMembers } from './group-members.ts';
import { insertSyncJob } from './new-sync-job.ts';
import { translatingUniqueness } from './translate-uniqueness.ts';

/**
 * Records a group the identity provider created, with its first members. One sync job, one audit event, one transaction.
 * @throws DirectoryUniqueness, UnknownMembers.
 */
export async function createDirectoryGroup(
  app: Application,
  request: ConnectionRequest,
  content: DirectoryGroupContent,
  members: readonly MemberReference[],
): Promise<DirectoryGroup> {
  const { connection } = request;
  const { tenant } = connection;
  const id = app.newId();
  const jobId = app.newId();
  const written = await translatingUniqueness(
    () =>
      app.database.optimistic(async (tx) => {
        const now = app.clock.now();
        const group: Draft<DirectoryGroup> = {
          id,
          tenant,
          connectionId: connection.id,
          displayName: content.displayName,
          ...(content.externalId !== undefined && { externalId: content.externalId }),
          uniqueKey: uniqueKeyOf(request, id, content),
          attributes: content.attributes,
          createdAt: now,
          lastModified: now,
        };
        tx.directoryGroups.insert(group);
        const touched: TouchedMembers = { added: [], removed: [] };
        await addMembers(app, tx, { request, groupId: id, jobId, isNew: true }, members, touched);
        const job = groupJob(app, request, { id: jobId, kind: 'group_created', group, touched });
        insertSyncJob(tx, job, request.recorded);
        tx.auditEvents.insert(
          connectionEvent(app, request, {
            action: 'directory_group.created',
            outcome: 'done',
            jobId,
            target: { kind: 'directory_group', id, label: content.displayName },
            details: { membersAdded: touched.added.length },
          }),
        );
        await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
        return { group, job };
      }),
    uniqueNames(request, content),
  );
  app.announce([written.job]);
  return { ...written.group, version: 1 };
}

/** What must be unique within the connection; a group without an externalId is unique by itself where that is the key. */
export function uniqueKeyOf(
  request: Pick<ConnectionRequest, 'connection'>,
  groupId: string,
  content: Pick<DirectoryGroupContent, 'displayName' | 'externalId'>,
): string {
  if (request.connection.groupUniqueness === 'displayName') return content.displayName;
  return content.externalId === undefined ? `record:${groupId}` : `external:${content.externalId}`;
}

export const uniqueNames = (request: ConnectionRequest, content: DirectoryGroupContent) =>
  request.connection.groupUniqueness === 'displayName'
    ? { displayName: content.displayName }
    : { externalId: content.externalId };
