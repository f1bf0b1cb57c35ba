import { isDeepStrictEqual } from 'node:util';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { absent } from '../ports/query.ts';
import { whenBothSettled } from '../when-both-settled.ts';
import { connectionEvent } from './connection-event.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { uniqueKeyOf, uniqueNames } from './create-directory-group.ts';
import type { DirectoryGroupContent, MemberEdit } from './directory-content.ts';
import { DirectoryRecordNotFound, type VersionCondition, VersionMismatch } from './directory-errors.ts';
import { groupJob } from './group-job.ts';
import { applyMemberEdits, areLocalEdits, type TouchedMembers } from './group-members.ts';
import { insertSyncJob } from './new-sync-job.ts';
import { changeUniqueValues } from './note-unique-values.ts';
import { translatingUniqueness } from './translate-uniqueness.ts';

export interface GroupEdit {
  /** Computes the new content from the current one; pure, may run several times. Absent: only members change. */
  readonly modify?: ((current: DirectoryGroup) => DirectoryGroupContent) | undefined;
  readonly members: readonly MemberEdit[];
}

/**
 * Changes a directory group's attributes and members. A change of name or of membership leaves exactly one sync job,
 * anything else none; every call leaves one audit event. What is already so stays untouched, `lastModified` included.
 * Adding or removing members costs the same in a group of ten and of a hundred thousand.
 * @throws DirectoryRecordNotFound, DirectoryUniqueness, UnknownMembers, VersionMismatch.
 */
export async function changeDirectoryGroup(
  app: Application,
  request: ConnectionRequest,
  groupId: string,
  edit: GroupEdit,
  isExpected?: VersionCondition,
): Promise<{ readonly group: DirectoryGroup; readonly changed: boolean }> {
  const jobId = app.newId();
  const { tenant } = request.connection;
  const local = areLocalEdits(edit.members);
  let names: {
    readonly displayName?: string | undefined;
    readonly externalId?: string | undefined;
    readonly unique?: readonly string[];
  } = {};

  const work = async (tx: Transaction) => {
    const touched: TouchedMembers = { added: [], removed: [] };
    const target = { request, groupId, jobId };
    const [current] = await whenBothSettled(
      requireGroup(tx, request, groupId),
      local ? applyMemberEdits(app, tx, target, edit.members, touched) : undefined,
    );
    if (isExpected && !isExpected(current.version)) throw new VersionMismatch();
    if (!local) await applyMemberEdits(app, tx, target, edit.members, touched);

    const content = edit.modify?.(current) ?? current;
    const contentChanged = edit.modify !== undefined && !isSameContent(current, content);
    const membersChanged = touched.added.length + touched.removed.length > 0;
    const audited = {
      action: 'directory_group.changed',
      target: { kind: 'directory_group', id: groupId, label: content.displayName },
      details: { membersAdded: touched.added.length, membersRemoved: touched.removed.length },
    };
    if (!contentChanged && !membersChanged) {
      tx.auditEvents.insert(connectionEvent(app, request, { ...audited, outcome: 'unchanged' }));
      return { group: current, changed: false };
    }

    const lastModified = app.clock.now();
    let next: DirectoryGroup = { ...current, lastModified };
    if (contentChanged) {
      names = uniqueNames(request, content);
      next = withContent(next, content, uniqueKeyOf(request, groupId, content));
      tx.directoryGroups.replace(next, current.version);
      await changeUniqueValues(app, tx, request.connection, 'Group', current.attributes, next);
    } else {
      tx.directoryGroups.patch(tenant, groupId, { lastModified }, absent('deletedAt'));
    }
    const renamed = foldCase(current.displayName) !== foldCase(content.displayName);
    const job =
      membersChanged || renamed
        ? groupJob(app, request, {
            id: jobId,
            kind: renamed ? 'group_changed' : 'group_members_changed',
            group: next,
            touched,
            concernsEverybody: renamed,
            ...(renamed && { previousName: current.displayName }),
          })
        : undefined;
    if (job) insertSyncJob(tx, job, request.recorded);
    tx.auditEvents.insert(connectionEvent(app, request, { ...audited, outcome: 'done', ...(job && { jobId }) }));
    await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
    return { group: { ...next, version: current.version + 1 }, changed: true, job };
  };

  const outcome: { group: DirectoryGroup; changed: boolean; job?: Draft<SyncJob> | undefined } =
    await translatingUniqueness(
      () => (local ? app.database.optimistic(work) : app.database.transaction(work)),
      // Read when translating: the names are known only once the work has run.
      {
        get displayName() {
          return names.displayName;
        },
        get externalId() {
          return names.externalId;
        },
        get unique() {
          return names.unique;
        },
      },
    );
  if (outcome.job) app.announce([outcome.job]);
  return outcome;
}

/** The live group of this connection; groups of other connections do not exist for it. */
export async function requireGroup(
  tx: Pick<Transaction, 'directoryGroups'>,
  request: ConnectionRequest,
  groupId: string,
): Promise<DirectoryGroup> {
  const group = await tx.directoryGroups.get(request.connection.tenant, groupId);
  if (!group || group.deletedAt || group.connectionId !== request.connection.id) {
    throw new DirectoryRecordNotFound('group', groupId);
  }
  return group;
}

const isSameContent = (current: DirectoryGroup, content: DirectoryGroupContent): boolean =>
  current.displayName === content.displayName &&
  current.externalId === content.externalId &&
  isDeepStrictEqual(current.attributes, content.attributes);

function withContent(group: DirectoryGroup, content: DirectoryGroupContent, uniqueKey: string): DirectoryGroup {
  const { externalId: _previous, ...rest } = group;
  return {
    ...rest,
    displayName: content.displayName,
    ...(content.externalId !== undefined && { externalId: content.externalId }),
    attributes: content.attributes,
    uniqueKey,
  };
}
