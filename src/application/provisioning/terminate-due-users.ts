import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';
import { absent, and, lte, present } from '../ports/query.ts';
import { newSyncJob } from './new-sync-job.ts';

const MOST_AT_ONCE = 100;

/**
 * Deprovisions the people whose termination date has come, as if their identity provider had deactivated them: the record
 * becomes inactive, and one sync job each takes their access, under the guard and its holds, whatever the connection says
 * about single requests. Runs every minute in one process at a time. Returns how many it were.
 */
export async function terminateDueUsers(app: Application, signal: AbortSignal): Promise<number> {
  for (let terminated = 0; ; ) {
    const due = await app.database.directoryUsers.findAcrossTenants({
      where: and(present('terminatesAt'), lte('terminatesAt', app.clock.now()), absent('deletedAt')),
      sort: [{ field: 'terminatesAt' }],
      limit: MOST_AT_ONCE,
    });
    const before = terminated;
    for (const user of due) {
      if (signal.aborted) return terminated;
      try {
        if (await terminate(app, user)) terminated++;
      } catch (error) {
        // Nobody else's leaving waits for this one's.
        app.reportError(error, { tenant: user.tenant, userId: user.id });
      }
    }
    if (due.length < MOST_AT_ONCE || terminated === before) return terminated;
  }
}

async function terminate(app: Application, { tenant, id }: DirectoryUser): Promise<boolean> {
  const jobId = app.newId();
  const job = await app.database.transaction(async (tx) => {
    const user = await tx.directoryUsers.get(tenant, id);
    const now = app.clock.now();
    // The date may have been moved or cleared meanwhile.
    if (!user?.terminatesAt || user.terminatesAt > now || user.deletedAt) return undefined;
    const { terminatesAt, ...rest } = user;
    tx.directoryUsers.replace({ ...rest, active: false, offByDate: true, lastModified: now }, user.version);
    const draft = jobOf(app, user, jobId);
    tx.syncJobs.insert(draft);
    tx.auditEvents.insert({
      id: app.newId(),
      tenant,
      at: now,
      action: 'directory_user.terminated',
      outcome: 'done',
      actor: { kind: 'system', part: 'sweep' },
      jobId,
      target: { kind: 'directory_user', id, label: user.userName },
      details: { terminationDate: terminatesAt },
    });
    await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
    return draft;
  });
  if (job) app.announce([job]);
  return job !== undefined;
}

const jobOf = (app: Application, user: DirectoryUser, id: string): Draft<SyncJob> =>
  newSyncJob(app, user.tenant, {
    id,
    kind: 'user_deactivated',
    priority: 'removal',
    connectionId: user.connectionId,
    userId: user.id,
    summary: `Deactivate ${user.userName}, whose termination date has come`,
    requestId: id,
    subjects: { kind: 'accounts', accountIds: user.accountId ? [user.accountId] : [] },
  });
