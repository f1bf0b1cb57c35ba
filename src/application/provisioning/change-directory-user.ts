import { isDeepStrictEqual } from 'node:util';
import { changeOfAccess } from '../../domain/provisioning/access-values.ts';
import { type DirectoryUser, linkingEmail } from '../../domain/provisioning/directory-user.ts';
import { saidActive, standingAt } from '../../domain/provisioning/own-extension.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import { LastAdministrator } from '../access/last-administrator.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { eq } from '../ports/query.ts';
import { TurnTaking } from '../take-turns.ts';
import { assertAdministratorRemains } from './assert-administrator-remains.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { DirectoryUserContent } from './directory-content.ts';
import { DirectoryRecordNotFound, type VersionCondition, VersionMismatch } from './directory-errors.ts';
import { linkAccount } from './link-account.ts';
import { insertSyncJob, newSyncJob } from './new-sync-job.ts';
import { changeEmails, changesEmails } from './note-emails.ts';
import { changeUniqueValues } from './note-unique-values.ts';
import { recordRefusal } from './record-refusal.ts';
import { translatingUniqueness } from './translate-uniqueness.ts';

/**
 * Replaces what a client may set on a directory user. `modify` computes the new content from the current one; it is pure
 * and may run several times. A change of `active`, of the linking e-mail or of a value of `roles` or `entitlements` leaves
 * exactly one sync job, anything else none; every call leaves one audit event. Content equal to the stored one changes nothing, not even `lastModified`.
 * @throws DirectoryRecordNotFound, DirectoryUniqueness, VersionMismatch (when the stored version is none that is expected),
 *   LastAdministrator (connections set to `reject`; recorded as a refused job, the record stays as it was).
 */
export async function changeDirectoryUser(
  app: Application,
  request: ConnectionRequest,
  userId: string,
  modify: (current: DirectoryUser) => DirectoryUserContent,
  isExpected?: VersionCondition,
): Promise<{ readonly user: DirectoryUser; readonly changed: boolean }> {
  const { connection } = request;
  const jobId = app.newId();
  const names: { userName?: string; unique: readonly string[] } = {
    unique: uniqueLabels(connection.extensionSchemas?.schemas, 'User'),
  };

  const work = async (tx: Transaction, snapshot: boolean): Promise<Outcome> => {
    const current = await requireUser(tx, request, userId);
    if (isExpected && !isExpected(current.version)) throw new VersionMismatch();
    // A client that says nothing of `active` means what it last said, not what came of that.
    const asked = modify({ ...current, active: saidActive(current) });
    const now = app.clock.now();
    const { active, terminatesAt, offByDate } = standingAt(now, asked);
    const content = { ...asked, active };
    names.userName = content.userName;
    if (isSameContent(current, content) && current.offByDate === offByDate) {
      tx.auditEvents.insert(connectionEvent(app, request, { ...fact(current), outcome: 'unchanged' }));
      return { user: current, changed: false };
    }
    const change = classify(current, content);
    const rejects = change.kind === 'user_deactivated' && connection.onLastAdministrator === 'reject';
    const link = current.accountId ? undefined : await linkAccount(app, tx, content);
    if (!snapshot && (rejects || link)) return 'needs a snapshot';

    const next: Draft<DirectoryUser> = {
      ...current,
      ...content,
      externalId: content.externalId,
      ...(link && { accountId: link.accountId }),
      terminatesAt,
      offByDate,
      lastModified: now,
    } as Draft<DirectoryUser>;
    if (link?.newAccount) tx.accounts.insert(link.newAccount);
    tx.directoryUsers.replace(next, current.version);
    if (changesEmails(current.attributes, content.attributes)) await changeEmails(app, tx, next);
    await changeUniqueValues(app, tx, connection, 'User', current.attributes, next);
    if (link) await tx.groupMembers.updateWhere(current.tenant, eq('userId', userId), { accountId: link.accountId });
    if (rejects && next.accountId) {
      await assertAdministratorRemains(tx, current.tenant, next.accountId, app.clock.now());
    }
    const job = change.kind && jobOf(app, request, next, change, jobId);
    if (job) insertSyncJob(tx, job, request.recorded);
    tx.auditEvents.insert(connectionEvent(app, request, { ...fact(next), outcome: 'done', ...(job && { jobId }) }));
    await app.checkpoints.reached('accept:before-commit', { tenant: current.tenant, jobId });
    return { user: { ...next, version: current.version + 1 }, changed: true, ...(job && { job }) };
  };

  try {
    const outcome = await translatingUniqueness(async () => {
      const change = async () => {
        const fast = await app.database.optimistic((tx) => work(tx, false));
        return fast === 'needs a snapshot' ? await app.database.transaction((tx) => work(tx, true)) : fast;
      };
      return changesOfUsers.take(`${connection.tenant} ${userId}`, change);
    }, names);
    if (outcome === 'needs a snapshot') throw new Error('A snapshot was given');
    if (outcome.job) app.announce([outcome.job]);
    return outcome;
  } catch (error) {
    if (error instanceof LastAdministrator) {
      await recordRefusal(app, request, { userId, kind: 'user_deactivated', summary: 'Deactivate', error, jobId });
    }
    throw error;
  }
}

/** Longer than many changes of one user take together, shorter than one that waits for a database that is gone. */
const TURN_PATIENCE_MS = 1_000;
/** Clients change one user over and over at once: each attribute in a request of its own. */
const changesOfUsers = new TurnTaking(TURN_PATIENCE_MS);

type Outcome =
  | { readonly user: DirectoryUser; readonly changed: boolean; readonly job?: Draft<SyncJob> }
  /** Linking and rejecting are about more than the record itself. */
  | 'needs a snapshot';

/** The live record of this connection; records of other connections do not exist for it. */
export async function requireUser(
  tx: Pick<Transaction, 'directoryUsers'>,
  request: ConnectionRequest,
  userId: string,
): Promise<DirectoryUser> {
  const user = await tx.directoryUsers.get(request.connection.tenant, userId);
  if (!user || user.deletedAt || user.connectionId !== request.connection.id) {
    throw new DirectoryRecordNotFound('user', userId);
  }
  return user;
}

const fact = (user: Pick<DirectoryUser, 'id' | 'userName'>) => ({
  action: 'directory_user.changed',
  target: { kind: 'directory_user', id: user.id, label: user.userName },
});

const isSameContent = (current: DirectoryUser, content: DirectoryUserContent): boolean =>
  current.userName === content.userName &&
  current.externalId === content.externalId &&
  current.active === content.active &&
  isDeepStrictEqual(current.attributes, content.attributes);

type JobKind = 'user_deactivated' | 'user_reactivated' | 'user_changed';

/** Whether the change is one that access may depend on, judged from the record alone. */
function classify(current: DirectoryUser, content: DirectoryUserContent): AccessChange {
  if (current.active !== content.active) {
    return content.active
      ? { kind: 'user_reactivated', verb: 'Reactivate' }
      : { kind: 'user_deactivated', verb: 'Deactivate', priority: 'removal' };
  }
  const before = linkingEmail(current.userName, current.attributes);
  const after = linkingEmail(content.userName, content.attributes);
  const values = changeOfAccess(current.attributes, content.attributes);
  if (before === after && values === undefined) return {};
  const what = [before === after ? [] : 'e-mail', values ? 'roles' : []].flat().join(' and the ');
  return { kind: 'user_changed', verb: `Change the ${what} of`, ...(values === 'lost' && { priority: 'removal' }) };
}

interface AccessChange {
  readonly kind?: JobKind;
  readonly verb?: string;
  readonly priority?: SyncJob['priority'];
}

function jobOf(
  app: Application,
  request: ConnectionRequest,
  user: Draft<DirectoryUser>,
  { kind = 'user_changed', verb, priority = 'change' }: AccessChange,
  id: string,
): Draft<SyncJob> {
  return newSyncJob(app, user.tenant, {
    id,
    kind,
    priority,
    connectionId: request.connection.id,
    userId: user.id,
    summary: `${verb} ${user.userName}`,
    requestId: request.requestId,
    subjects: { kind: 'accounts', accountIds: user.accountId ? [user.accountId] : [] },
  });
}
