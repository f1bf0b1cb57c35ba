import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { DirectoryGroupContent, MemberReference } from './directory-content.ts';
import { groupJob } from './group-job.ts';
import { addMembers, areFewMembers, type TouchedMembers } from './group-members.ts';
import { insertSyncJob } from './new-sync-job.ts';
import { insertUniqueValues } from './note-unique-values.ts';
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
  const { tenant } = request.connection;
  const id = app.newId();
  const jobId = app.newId();
  const work = async (tx: Transaction) => {
    const group = await insertDirectoryGroup(app, tx, request, id, content);
    const job = await insertFirstMembers(app, tx, request, { group, jobId, members });
    await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
    return { group, job };
  };
  const written = await translatingUniqueness(
    () => (areFewMembers(members.length) ? app.database.optimistic(work) : app.database.transaction(work)),
    uniqueNames(request, content),
  );
  app.announce([written.job]);
  return { ...written.group, version: 1 };
}

/** Writes a new group into a transaction, without its members: `insertFirstMembers` must follow. */
export async function insertDirectoryGroup(
  app: Application,
  tx: Transaction,
  request: ConnectionRequest,
  id: string,
  content: DirectoryGroupContent,
): Promise<Draft<DirectoryGroup>> {
  const { connection } = request;
  const now = app.clock.now();
  const group: Draft<DirectoryGroup> = {
    id,
    tenant: connection.tenant,
    connectionId: connection.id,
    displayName: content.displayName,
    ...(content.externalId !== undefined && { externalId: content.externalId }),
    uniqueKey: uniqueKeyOf(request, id, content),
    attributes: content.attributes,
    createdAt: now,
    lastModified: now,
  };
  tx.directoryGroups.insert(group);
  await insertUniqueValues(app, tx, connection, 'Group', group);
  return group;
}

interface FirstMembers {
  readonly group: Draft<DirectoryGroup>;
  readonly jobId: string;
  readonly members: readonly MemberReference[];
}

/** Writes the members of a group that is being created, its sync job and its audit event into the same transaction. */
export async function insertFirstMembers(
  app: Application,
  tx: Transaction,
  request: ConnectionRequest,
  { group, jobId, members }: FirstMembers,
): Promise<Draft<SyncJob>> {
  const touched: TouchedMembers = { added: [], removed: [] };
  await addMembers(app, tx, { request, groupId: group.id, jobId, isNew: true }, members, touched);
  const job = groupJob(app, request, { id: jobId, kind: 'group_created', group, touched });
  insertSyncJob(tx, job, request.recorded);
  tx.auditEvents.insert(
    connectionEvent(app, request, {
      action: 'directory_group.created',
      outcome: 'done',
      jobId,
      target: { kind: 'directory_group', id: group.id, label: group.displayName },
      details: { membersAdded: touched.added.length },
    }),
  );
  return job;
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

export const uniqueNames = ({ connection }: ConnectionRequest, content: DirectoryGroupContent) => ({
  ...(connection.groupUniqueness === 'displayName'
    ? { displayName: content.displayName }
    : { externalId: content.externalId }),
  unique: uniqueLabels(connection.extensionSchemas?.schemas, 'Group'),
});
