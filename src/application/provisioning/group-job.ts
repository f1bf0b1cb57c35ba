import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { PriorityClass, SyncJob, SyncJobKind, SyncJobSubjects } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { Draft } from '../ports/database.ts';
import type { ConnectionRequest } from './connection-request.ts';
import type { TouchedMembers } from './group-members.ts';
import { newSyncJob } from './new-sync-job.ts';

/** Up to this many people are listed in the job itself; more are found by the rows the request touched. */
const LISTED_PEOPLE = 50;
/** Pushes about more people than this go last in the queue. */
const BULK_PEOPLE = 200;

interface GroupChange {
  readonly id: string;
  readonly kind: Extract<SyncJobKind, `group_${string}`>;
  readonly group: Pick<DirectoryGroup, 'id' | 'displayName'>;
  readonly touched: TouchedMembers;
  /** The name changed, or the group ended: everybody in it is concerned, not only who was added or removed. */
  readonly concernsEverybody?: boolean;
  readonly previousName?: string;
}

/** The one sync job of a request about a group, however many people it touches. */
export function groupJob(app: Application, request: ConnectionRequest, change: GroupChange): Draft<SyncJob> {
  const { touched, group } = change;
  const people = touched.added.length + touched.removed.length;
  return newSyncJob(app, request.connection.tenant, {
    id: change.id,
    kind: change.kind,
    priority: priorityOf(change, people),
    connectionId: request.connection.id,
    groupId: group.id,
    summary: summaryOf(change),
    requestId: request.requestId,
    subjects: subjectsOf(change, people),
  });
}

function priorityOf(change: GroupChange, people: number): PriorityClass {
  if (people > BULK_PEOPLE) return 'bulk';
  if (change.touched.removed.length > 0 || change.concernsEverybody) return 'removal';
  // How many people are in a group that was added is not known here.
  return change.touched.added.some((member) => member.isGroup) ? 'bulk' : 'change';
}

function subjectsOf(change: GroupChange, people: number): SyncJobSubjects {
  if (change.concernsEverybody) return { kind: 'group', groupId: change.group.id };
  const touchesGroups = [...change.touched.added, ...change.touched.removed].some((member) => member.isGroup);
  if (people > LISTED_PEOPLE || touchesGroups) return { kind: 'touched_members', groupId: change.group.id };
  const accountIds = [...change.touched.added, ...change.touched.removed].flatMap((member) => member.accountId ?? []);
  return { kind: 'accounts', accountIds: [...new Set(accountIds)].sort() };
}

function summaryOf({ kind, group, touched, previousName }: GroupChange): string {
  const name = `group “${group.displayName}”`;
  const members = [
    touched.added.length > 0 && `add ${count(touched.added.length)}`,
    touched.removed.length > 0 && `remove ${count(touched.removed.length)}`,
  ].filter((part) => part !== false);
  const suffix = members.length > 0 ? `: ${members.join(', ')}` : '';
  switch (kind) {
    case 'group_created':
      return `Create ${name}${suffix}`;
    case 'group_deleted':
      return `Delete ${name}${suffix}`;
    case 'group_members_changed':
      return `Change members of ${name}${suffix}`;
    default:
      return previousName === undefined
        ? `Change ${name}${suffix}`
        : `Rename group “${previousName}” to “${group.displayName}”${suffix}`;
  }
}

const count = (members: number): string => `${members} ${members === 1 ? 'member' : 'members'}`;
