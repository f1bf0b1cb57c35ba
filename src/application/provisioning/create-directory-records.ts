import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { uniqueLabels } from '../../domain/provisioning/unique-value.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import type { ConnectionRequest } from './connection-request.ts';
import { insertDirectoryGroup, insertFirstMembers, uniqueNames } from './create-directory-group.ts';
import { insertDirectoryUser } from './create-directory-user.ts';
import type { DirectoryGroupContent, DirectoryUserContent, MemberReference } from './directory-content.ts';
import { translatingUniqueness } from './translate-uniqueness.ts';

/** A record to create under an id that was chosen before, so that others can refer to it. */
export type NewDirectoryRecord = NewUser | NewGroup;

interface NewUser {
  readonly kind: 'user';
  readonly request: ConnectionRequest;
  readonly id: string;
  readonly content: DirectoryUserContent;
}

interface NewGroup {
  readonly kind: 'group';
  readonly request: ConnectionRequest;
  readonly id: string;
  readonly content: DirectoryGroupContent;
  readonly members: readonly MemberReference[];
}

export type CreatedDirectoryRecord =
  | { readonly kind: 'user'; readonly user: DirectoryUser }
  | { readonly kind: 'group'; readonly group: DirectoryGroup };

/**
 * Records users and groups of one connection that refer to one another: all of them, or none. Each leaves a sync job and
 * an audit event of its own, in the one transaction. Answers in the order given.
 * @throws DirectoryUniqueness (naming the values it may be about), UnknownMembers.
 */
export async function createDirectoryRecords(
  app: Application,
  records: readonly NewDirectoryRecord[],
): Promise<readonly CreatedDirectoryRecord[]> {
  const jobIds = new Map(records.map((record) => [record.id, app.newId()]));
  const written = await translatingUniqueness(
    () => app.database.transaction((tx) => insertAll(app, tx, records, jobIds)),
    namesOf(records),
  );
  app.announce(written.jobs);
  return records.map(({ id }) => {
    const user = written.users.get(id);
    if (user) return { kind: 'user', user: { ...user, version: 1 } };
    const group = written.groups.get(id);
    if (!group) throw new Error(`The record ${id} was not written`);
    return { kind: 'group', group: { ...group, version: 1 } };
  });
}

/** People first, then groups, then members: so each finds whom it refers to. */
async function insertAll(
  app: Application,
  tx: Transaction,
  records: readonly NewDirectoryRecord[],
  jobIds: ReadonlyMap<string, string>,
) {
  const jobs: Draft<SyncJob>[] = [];
  const users = new Map<string, Draft<DirectoryUser>>();
  const groups = new Map<string, Draft<DirectoryGroup>>();
  for (const record of records) {
    if (record.kind === 'group') continue;
    const { user, job } = await insertDirectoryUser(app, tx, record.request, record.id, record.content);
    users.set(record.id, user);
    jobs.push(job);
  }
  const created = records.filter((record) => record.kind === 'group');
  for (const { request, id, content } of created) {
    groups.set(id, await insertDirectoryGroup(app, tx, request, id, content));
  }
  for (const { request, id, members } of created) {
    const [group, jobId] = [groups.get(id), jobIds.get(id)];
    if (group && jobId) jobs.push(await insertFirstMembers(app, tx, request, { group, jobId, members }));
  }
  for (const { tenant, id: jobId } of jobs) await app.checkpoints.reached('accept:before-commit', { tenant, jobId });
  return { users, groups, jobs };
}

/** Which of several names is taken, a violated key does not say. */
function namesOf(records: readonly NewDirectoryRecord[]) {
  const userNames = records.flatMap((record) => (record.kind === 'user' ? [record.content.userName] : []));
  const groups = records.flatMap((record) =>
    record.kind === 'group' ? [uniqueNames(record.request, record.content)] : [],
  );
  const displayNames = groups.flatMap((names) => ('displayName' in names ? [names.displayName] : []));
  const externalIds = groups.flatMap((names) => ('externalId' in names ? (names.externalId ?? []) : []));
  return {
    userName: eitherOf(userNames),
    unique: uniqueLabels(records[0]?.request.connection.extensionSchemas?.schemas),
    ...(displayNames.length > 0 && { displayName: eitherOf(displayNames) }),
    ...(externalIds.length > 0 && { externalId: eitherOf(externalIds) }),
  };
}

const eitherOf = (names: readonly string[]): string => names.join('" or "');
