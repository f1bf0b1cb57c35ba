import type { Request } from 'express';
import type { z } from 'zod';
import { authorize } from '../../../application/access/authorize.ts';
import type { Application } from '../../../application/application.ts';
import { Forbidden, NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { and, type Condition, eq, gte, isIn, lt } from '../../../application/ports/query.ts';
import { requestOf } from '../../../application/provisioning/new-sync-job.ts';
import { retrySyncJob } from '../../../application/provisioning/retry-sync-job.ts';
import type { Hold } from '../../../domain/access/hold.ts';
import type { SyncJob, SyncJobOutcome } from '../../../domain/provisioning/sync-job.ts';
import { authenticate } from '../../authenticate.ts';
import { streamEvents } from '../../live/stream-events.ts';
import { NotSignedIn } from '../../problem-error.ts';
import type { Handlers } from '../handler.ts';
import { jobsOfPerson } from '../jobs-of-person.ts';
import { lookUpNames, type Names } from '../names.ts';
import type { syncJobOperations } from '../operations/sync-jobs.ts';
import { readPage, shapePage } from '../read-page.ts';
import type { SyncJobDetail, SyncJobOutcome as SyncJobOutcomeSchema, SyncJobQuery } from '../schemas/sync-job.ts';
import { inKeyOrder } from '../shapes/in-key-order.ts';
import { scopesOfChange, shapeRoleChanges } from '../shapes/role-changes.ts';
import { shapeSyncJob } from '../shapes/sync-job.ts';

export const syncJobHandlers: Handlers<typeof syncJobOperations> = {
  async listSyncJobs({ query }, { app: { database }, organization: { id: tenant } }) {
    const conditions = jobConditions(query);
    if (query.personId) conditions.push(await jobsOfPerson(database, tenant, query.personId));
    const page = await readPage(
      database.syncJobs,
      tenant,
      {
        ...(conditions.length > 0 && { where: and(...conditions) }),
        sort: [{ field: 'createdAt', direction: 'descending' }],
      },
      query,
    );
    return shapePage(page, shapeSyncJob);
  },

  async streamSyncJobs(_input, { app, feed, organization, exchange }) {
    streamEvents(exchange.request, exchange.response, {
      start: (send, end) =>
        feed.listen(organization.id, {
          onReady: () => send('ready', {}),
          onJob: (job) => send('job', shapeSyncJob(job)),
          onEnd: end,
        }),
      isStillAllowed: () => mayStillRead(app, exchange.request, organization.id),
    });
    return undefined;
  },

  async getSyncJob({ params }, { app: { database }, organization: { id: tenant } }) {
    return await readDetail(database, tenant, params.jobId);
  },

  async listSyncJobOutcomes({ params, query }, { app: { database }, organization: { id: tenant } }) {
    await requireJob(database, tenant, params.jobId);
    const conditions: Condition<SyncJobOutcome>[] = [eq('jobId', params.jobId)];
    if (query.verdict) conditions.push(isIn('verdict', query.verdict));
    const page = await readPage(
      database.syncJobOutcomes,
      tenant,
      { where: and(...conditions), sort: [{ field: 'accountId' }] },
      query,
    );
    const names = await lookUpNames(database, tenant, {
      accounts: page.docs.map((outcome) => outcome.accountId),
      scopes: page.docs.flatMap(scopesOfChange),
    });
    return shapePage(page, (outcome) => shapeOutcome(outcome, names));
  },

  async retrySyncJob({ params }, { app, request, organization }) {
    await retrySyncJob(app, request, organization.id, params.jobId);
    return shapeSyncJob(await requireJob(app.database, organization.id, params.jobId));
  },
};

/** @throws DatabaseUnavailable: it is not known */
async function mayStillRead(app: Application, request: Request, organizationId: string): Promise<boolean> {
  try {
    const { principal } = await authenticate(app, request, { isActivity: false });
    authorize(principal, 'sync_jobs.read', { kind: 'organization', organizationId });
    return true;
  } catch (error) {
    if (error instanceof NotSignedIn || error instanceof Forbidden) return false;
    throw error;
  }
}

function jobConditions(query: z.output<typeof SyncJobQuery>): Condition<SyncJob>[] {
  const conditions: Condition<SyncJob>[] = [];
  if (query.state) conditions.push(isIn('state', query.state));
  if (query.kind) conditions.push(isIn('kind', query.kind));
  for (const field of ['connectionId', 'groupId', 'mappingId'] as const) {
    const value = query[field];
    if (value !== undefined) conditions.push(eq(field, value));
  }
  if (query.from) conditions.push(gte('createdAt', query.from));
  if (query.to) conditions.push(lt('createdAt', query.to));
  return conditions;
}

/** @throws NotFound */
async function requireJob(reads: Pick<Reads, 'syncJobs'>, tenant: string, jobId: string): Promise<SyncJob> {
  const job = await reads.syncJobs.get(tenant, jobId);
  if (!job) throw new NotFound('sync job', jobId);
  return job;
}

async function readDetail(reads: Reads, tenant: string, jobId: string): Promise<z.input<typeof SyncJobDetail>> {
  const job = await requireJob(reads, tenant, jobId);
  const [stored, open, user] = await Promise.all([
    job.hasStoredRequest ? reads.syncJobRequests.get(tenant, jobId) : undefined,
    reads.holds.find(tenant, { where: eq<Hold>('state', 'open') }),
    job.userId ? reads.directoryUsers.get(tenant, job.userId) : undefined,
  ]);
  const recorded = requestOf(job, stored);
  const holds = open.filter((hold) => hold.causes.some((cause) => cause.jobId === jobId));
  const names = await lookUpNames(reads, tenant, {
    accounts: holds.map((hold) => hold.accountId),
    connections: [job.connectionId],
    groups: [job.groupId],
  });
  return {
    ...shapeSyncJob(job),
    connectionName: names.connection(job.connectionId),
    groupName: names.group(job.groupId),
    userName: user?.userName,
    request: recorded === undefined ? undefined : inKeyOrder(recorded),
    holds: holds.map((hold) => ({
      id: hold.id,
      accountId: hold.accountId,
      email: names.account(hold.accountId)?.email ?? '',
    })),
  };
}

type OutcomeShape = z.input<typeof SyncJobOutcomeSchema>;

function shapeOutcome(outcome: SyncJobOutcome, names: Names): OutcomeShape {
  const account = names.account(outcome.accountId);
  return {
    accountId: outcome.accountId,
    email: account?.email,
    displayName: account?.displayName,
    verdict: outcome.verdict,
    roles: shapeRoleChanges(outcome, names),
    membershipBefore: outcome.membershipBefore as OutcomeShape['membershipBefore'],
    membershipAfter: outcome.membershipAfter as OutcomeShape['membershipAfter'],
    sessionsEnded: outcome.sessionsEnded,
    guard: outcome.guard,
    decidedAt: outcome.decidedAt,
    latencyMs: outcome.latencyMs,
  };
}
