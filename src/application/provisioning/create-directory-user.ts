import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { standingAt } from '../../domain/provisioning/own-extension.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { DirectoryUserContent } from './directory-content.ts';
import { linkAccount } from './link-account.ts';
import { insertSyncJob, newSyncJob } from './new-sync-job.ts';
import { insertEmails } from './note-emails.ts';
import { insertUniqueValues } from './note-unique-values.ts';
import { translatingUniqueness } from './translate-uniqueness.ts';

/**
 * Records a user the identity provider created, links it to the account of its e-mail (created when missing), and leaves
 * one sync job and one audit event: all in one transaction.
 * @throws DirectoryUniqueness when the userName is taken or another active record of the connection has this person.
 */
export async function createDirectoryUser(
  app: Application,
  request: ConnectionRequest,
  content: DirectoryUserContent,
): Promise<DirectoryUser> {
  const id = app.newId();
  const written = await translatingUniqueness(
    () =>
      app.database.optimistic(async (tx) => {
        const created = await insertDirectoryUser(app, tx, request, id, content);
        const { tenant, id: jobId } = created.job;
        await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
        return created;
      }),
    { userName: content.userName, unique: uniqueLabels(request.connection.extensionSchemas?.schemas, 'User') },
  );
  app.announce([written.job]);
  return { ...written.user, version: 1 };
}

/** Writes a new user with its account, its sync job and its audit event into a transaction. */
export async function insertDirectoryUser(
  app: Application,
  tx: Transaction,
  request: ConnectionRequest,
  id: string,
  content: DirectoryUserContent,
): Promise<{ readonly user: Draft<DirectoryUser>; readonly job: Draft<SyncJob> }> {
  const { connection } = request;
  const { tenant } = connection;
  const link = await linkAccount(app, tx, content);
  const now = app.clock.now();
  const user: Draft<DirectoryUser> = {
    id,
    tenant,
    connectionId: connection.id,
    userName: content.userName,
    ...(content.externalId !== undefined && { externalId: content.externalId }),
    ...standingAt(now, content),
    ...(link && { accountId: link.accountId }),
    attributes: content.attributes,
    createdAt: now,
    lastModified: now,
  };
  if (link?.newAccount) tx.accounts.insert(link.newAccount);
  tx.directoryUsers.insert(user);
  insertEmails(app, tx, user);
  await insertUniqueValues(app, tx, connection, 'User', user);
  const job = newSyncJob(app, tenant, {
    kind: 'user_created',
    priority: 'change',
    connectionId: connection.id,
    userId: id,
    summary: `Add ${content.userName}${user.active ? '' : ' (inactive)'}${link ? '' : ' (no e-mail to link by)'}`,
    requestId: request.requestId,
    subjects: { kind: 'accounts', accountIds: link ? [link.accountId] : [] },
  });
  insertSyncJob(tx, job, request.recorded);
  tx.auditEvents.insert(
    connectionEvent(app, request, {
      action: 'directory_user.created',
      outcome: 'done',
      jobId: job.id,
      target: { kind: 'directory_user', id, label: content.userName },
    }),
  );
  return { user, job };
}
