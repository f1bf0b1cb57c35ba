import { expect } from '@jest/globals';
import type { Application } from '../../src/application/application.ts';
import { eq, isIn } from '../../src/application/ports/query.ts';
import type { AuditEvent } from '../../src/domain/audit/audit-event.ts';
import { expectConverged } from '../support/expect-converged.ts';
import { until } from '../support/until.ts';
import type { DirectoryPush } from './directory-push.ts';
import type { PushTarget } from './push-target.ts';
import type { ScimSession } from './scim-session.ts';

/** How long jobs may take to come to rest after the last disturbance: leases and stalled queue entries run out first. */
const SETTLING_MS = 120_000;

/**
 * Everything the client was told is so: the directory holds it; each change left exactly the sync job it had to, at rest;
 * the grants are those of a plan from scratch; and the audit log tells of each change and of each answered request once.
 */
export async function expectNothingLost(
  app: Application,
  { tenant, connectionId }: PushTarget,
  session: ScimSession,
  push: DirectoryPush,
): Promise<void> {
  await until(
    'every job to rest',
    async () => (await app.database.syncJobs.count(tenant, isIn('state', ['queued', 'running']))) === 0,
    { withinMs: SETTLING_MS },
  );
  await expectDirectory(session, push);
  await expectJobs(app, tenant, connectionId, session, push);
  await expectAuditEvents(app, tenant, session, push);
  await expectConverged(app, tenant);
}

async function expectDirectory(session: ScimSession, push: DirectoryPush): Promise<void> {
  const users = (await session.readAll('/Users')).map(({ id, userName, title, active, emails }) => ({
    id,
    userName,
    title,
    active,
    email: emails?.[0]?.value,
  }));
  const wanted = [...push.users].map(([key, user]) => ({ id: push.ids.get(key), ...user }));
  expect(sorted(users)).toEqual(sorted(wanted));

  const groups = (await session.readAll('/Groups')).map(({ id, displayName, members }) => ({
    id,
    displayName,
    members: (members ?? []).map((member) => member.value).sort(),
  }));
  const wantedGroups = [...push.groups].map(([key, { displayName, members }]) => ({
    id: push.ids.get(key),
    displayName,
    members: [...members].map((member) => push.ids.get(member)).sort(),
  }));
  expect(sorted(groups)).toEqual(sorted(wantedGroups));
}

const sorted = <T extends { readonly id?: string | undefined }>(resources: readonly T[]): T[] =>
  [...resources].sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1));

async function expectJobs(
  app: Application,
  tenant: string,
  connectionId: string,
  session: ScimSession,
  push: DirectoryPush,
): Promise<void> {
  const jobs = await app.database.syncJobs.find(tenant, { where: eq('connectionId', connectionId) });
  const left = jobs.map((job) => `${job.kind} ${job.groupId ?? job.userId}`);
  const due = session.changes.flatMap(({ kind, target }) => (kind ? [`${kind} ${push.ids.get(target)}`] : []));
  expect(left.sort()).toEqual(due.sort());

  // Where every request was answered, the job names the very request.
  const byRequest = countBy(jobs.map((job) => job.requestId));
  const answered = session.changes.filter((change) => change.unanswered === 0);
  const wrong = answered.filter(({ kind, requestIds }) => (byRequest.get(requestIds[0] ?? '') ?? 0) !== (kind ? 1 : 0));
  expect(wrong).toEqual([]);
}

async function expectAuditEvents(
  app: Application,
  tenant: string,
  session: ScimSession,
  push: DirectoryPush,
): Promise<void> {
  const events = (await app.database.auditEvents.find(tenant)).filter((event) => event.actor.kind === 'connection');
  const byRequest = countBy(events.map((event) => event.requestId));
  const requestIds = session.changes.flatMap((change) => change.requestIds);
  expect(requestIds.filter((id) => byRequest.get(id) !== 1)).toEqual([]);
  expect([...byRequest].filter(([, count]) => count !== 1)).toEqual([]);

  const done = events.filter((event) => event.outcome === 'done').map((event) => targetOf(event));
  const changes = session.changes.map((change) => push.ids.get(change.target));
  expect(done.sort()).toEqual(changes.sort());
}

const targetOf = (event: AuditEvent): string | undefined => event.target?.id;

function countBy<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
