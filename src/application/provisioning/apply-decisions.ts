import type { Hold, HoldCause } from '../../domain/access/hold.ts';
import type { RoleGrant } from '../../domain/access/role-grant.ts';
import type { Membership } from '../../domain/accounts/membership.ts';
import type { Session } from '../../domain/accounts/session.ts';
import type { AuditEvent } from '../../domain/audit/audit-event.ts';
import { changesAccess, type GrantDraft, type Plan } from '../../domain/provisioning/plan.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { requeueHolds } from '../access/requeue-holds.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { and, eq, isIn } from '../ports/query.ts';
import { causeOfGrant } from './cause-of-grant.ts';
import { closeHold } from './close-hold.ts';
import type { Decision, Decisions } from './decide-subjects.ts';

/** The jobs a decision is made for; the first one is named as the origin of what changes. */
export type JobsOf = (accountId: string) => readonly SyncJob[];

export interface Applied {
  /** Sessions ended per account. */
  readonly sessionsEnded: ReadonlyMap<string, number>;
  /** Jobs that became due in this transaction, to announce after the commit. */
  readonly announced: readonly Pick<SyncJob, 'id' | 'tenant' | 'priority'>[];
}

/**
 * Writes what was decided: grants, memberships, ended sessions, holds opened and closed, one audit event per person whose
 * access changed; purges the tombstones that only existed until these people were decided; and makes the scope's other
 * holds due again when a usable administrator came to be. All in the caller's transaction.
 */
export async function applyDecisions(
  app: Application,
  tx: Transaction,
  tenant: string,
  decided: Decisions,
  jobsOf: JobsOf,
): Promise<Applied> {
  const now = app.clock.now();
  const final = decided.decisions.filter((decision) => decision.verdict !== 'deferred');
  const events: Draft<AuditEvent>[] = [];
  const announced: Applied['announced'][number][] = [];
  const batch = { add: [] as Draft<RoleGrant>[], take: [] as string[] };

  for (const decision of final) {
    const jobs = jobsOf(decision.accountId);
    const [job] = jobs;
    const causeOf = (draft: GrantDraft) => causeOfGrant(draft, decision.accountId, decided.loaded, jobs);
    writeGrants(app, tx, tenant, decision.plan, causeOf, batch);
    writeMembership(tx, tenant, decision.plan, decided.loaded.states.get(decision.accountId)?.membership, now);
    settleDeletedUsers(tx, decision, decided);
    if (changesAccess(decision.plan)) events.push(accessChanged(app, tenant, decided, decision, job));
  }
  if (batch.add.length > 0) tx.roleGrants.insertMany(batch.add);
  if (batch.take.length > 0) await tx.roleGrants.deleteWhere(tenant, isIn('id', batch.take));
  await purgeSpentMembers(tx, tenant, decided, final);

  for (const decision of final) {
    const open = decided.loaded.openHolds.get(decision.accountId);
    if (decision.verdict === 'held') {
      events.push(...recordHold(app, tx, tenant, decided, decision, open, jobsOf(decision.accountId)));
    } else if (open && decision.verdict !== 'exempted') {
      const state = lostRole(decision.plan, decided) ? 'completed' : 'superseded';
      const deciding = new Set(jobsOf(decision.accountId).map((job) => job.id));
      announced.push(...(await closeHold(app, tx, open, { state, deciding })));
    }
  }

  if (decided.gainsUsableAdministrator) {
    const inChunk = new Set(final.map((decision) => decision.accountId));
    announced.push(...(await requeueHolds(app, tx, tenant, decided.scope, inChunk)));
  }
  if (decided.reliedOn !== undefined) tx.accounts.bump(INSTANCE, [decided.reliedOn]);
  const sessionsEnded = await endSessions(tx, tenant, final);
  if (events.length > 0) tx.auditEvents.insertMany(events);
  return { sessionsEnded, announced };
}

const lostRole = (plan: Plan, decided: Decisions): boolean => {
  const key = `${decided.scope.kind}:${decided.scope.id}`;
  return plan.rolesBefore[key] === 'admin' && plan.rolesAfter[key] !== 'admin';
};

function writeGrants(
  app: Application,
  tx: Transaction,
  tenant: string,
  plan: Plan,
  causeOf: (draft: GrantDraft) => string | undefined,
  batch: { add: Draft<RoleGrant>[]; take: string[] },
): void {
  for (const draft of plan.add) {
    const { source } = draft;
    const jobId = causeOf(draft);
    batch.add.push({
      ...draft,
      id: app.newId(),
      tenant,
      accountId: plan.accountId,
      ...(source.kind === 'mapping' && {
        mappingId: source.mappingId,
        ...(source.groupId !== undefined && { groupId: source.groupId }),
        connectionId: source.connectionId,
      }),
      ...(jobId !== undefined && { jobId }),
      createdAt: app.clock.now(),
    });
  }
  for (const grant of plan.take) batch.take.push(grant.id);
  for (const grant of plan.sleep) tx.roleGrants.patch(tenant, grant.id, { dormant: true });
  for (const grant of plan.wake) tx.roleGrants.patch(tenant, grant.id, { dormant: undefined });
  for (const grant of plan.keepAsManual) keepAsManual(tx, grant, plan, batch);
}

/** A mapped grant stays as a manual one; where the person holds the role by hand already, the copy simply goes. */
function keepAsManual(tx: Transaction, grant: RoleGrant, plan: Plan, batch: { take: string[] }): void {
  const twin = plan.keepAsManual.find(
    (other) => other.scopeKind === grant.scopeKind && other.scopeId === grant.scopeId && other.role === grant.role,
  );
  if (twin !== grant) {
    batch.take.push(grant.id);
    return;
  }
  const { mappingId: _mapping, groupId: _group, connectionId: _connection, ...rest } = grant;
  const reason = 'Kept when its connection was deleted';
  tx.roleGrants.replace(
    { ...rest, source: { kind: 'manual', reason }, sourceKey: `kept:${grant.sourceKey}` },
    grant.version,
  );
}

function writeMembership(
  tx: Transaction,
  tenant: string,
  plan: Plan,
  current: Membership | undefined,
  now: string,
): void {
  const change = plan.membership;
  if (!change) return;
  const person = change.person ?? current?.person;
  // Beside a newer version this one keeps what it does not know; an ended membership keeps nothing.
  const { cause: _cause, ...kept } = change.to === 'ended' ? {} : (current ?? {});
  const next: Draft<Membership> = {
    ...kept,
    id: plan.accountId,
    tenant,
    accountId: plan.accountId,
    state: change.to,
    ...(change.cause && { cause: change.cause }),
    ...(person && { person }),
    since: change.from === change.to && current ? current.since : now,
  };
  if (current) tx.memberships.replace(next, current.version);
  else tx.memberships.insert(next);
}

/** A deletion that was reconciled no longer ends manual grants; a held one still has to. */
function settleDeletedUsers(tx: Transaction, decision: Decision, decided: Decisions): void {
  if (decision.verdict === 'held' || decision.verdict === 'exempted') return;
  for (const user of decided.loaded.states.get(decision.accountId)?.users ?? []) {
    if (!user.endedByJob) continue;
    const { endedByJob: _settled, ...rest } = user;
    tx.directoryUsers.replace(rest, user.version);
  }
}

async function purgeSpentMembers(
  tx: Transaction,
  tenant: string,
  decided: Decisions,
  final: readonly Decision[],
): Promise<void> {
  const users = new Set(
    final.flatMap((decision) => decided.loaded.states.get(decision.accountId)?.users.map((user) => user.id) ?? []),
  );
  const spent = decided.loaded.spentMembers.filter((member) => users.has(member.userId)).map((member) => member.id);
  if (spent.length > 0) await tx.groupMembers.deleteWhere(tenant, isIn('id', spent));
}

/** Ends the sessions in this organization of whoever has to be signed out; how many per account. */
async function endSessions(
  tx: Transaction,
  tenant: string,
  final: readonly Decision[],
): Promise<ReadonlyMap<string, number>> {
  const accountIds = final.filter(({ plan }) => plan.endSessions).map(({ accountId }) => accountId);
  if (accountIds.length === 0) return new Map();
  const open = and<Session>(isIn('accountId', accountIds), eq('organizationId', tenant));
  const counts = await tx.sessions.countBy(INSTANCE, 'accountId', open);
  if (counts.size > 0) await tx.sessions.deleteWhere(INSTANCE, open);
  return new Map(accountIds.map((accountId) => [accountId, counts.get(accountId) ?? 0]));
}

const MOST_CAUSES = 50;

function recordHold(
  app: Application,
  tx: Transaction,
  tenant: string,
  decided: Decisions,
  decision: Decision,
  open: Hold | undefined,
  jobs: readonly SyncJob[],
): Draft<AuditEvent>[] {
  const now = app.clock.now();
  const causes: HoldCause[] = jobs.map((job) => ({ jobId: job.id, summary: job.summary, at: job.createdAt }));
  if (open) {
    const known = new Set(open.causes.map((cause) => cause.jobId));
    const fresh = causes.filter((cause) => !known.has(cause.jobId));
    if (fresh.length > 0) {
      tx.holds.replace({ ...open, causes: [...open.causes, ...fresh].slice(-MOST_CAUSES) }, open.version);
    }
    return [];
  }
  const id = app.newId();
  const email = decided.loaded.accounts.get(decision.accountId)?.email ?? decision.accountId;
  const explanation = `${email} stays administrator: ${decision.refusedBecause ?? 'the last administrator is never removed'}. The change completes by itself as soon as another administrator who can sign in exists.`;
  tx.holds.insert({
    id,
    tenant,
    kind: 'last_administrator',
    state: 'open',
    scopeKind: decided.scope.kind,
    scopeId: decided.scope.id,
    accountId: decision.accountId,
    explanation,
    causes,
    openedAt: now,
  });
  return [
    {
      id: app.newId(),
      tenant,
      at: now,
      action: 'hold.opened',
      outcome: 'refused',
      actor: { kind: 'system', part: 'worker' },
      ...(jobs[0] && { jobId: jobs[0].id, requestId: jobs[0].requestId }),
      target: { kind: 'hold', id, label: email },
      details: { accountId: decision.accountId, explanation },
    },
  ];
}

function accessChanged(
  app: Application,
  tenant: string,
  decided: Decisions,
  decision: Decision,
  job: SyncJob | undefined,
): Draft<AuditEvent> {
  const { plan } = decision;
  const email = decided.loaded.accounts.get(decision.accountId)?.email;
  return {
    id: app.newId(),
    tenant,
    at: app.clock.now(),
    action: 'access.changed',
    outcome: 'done',
    actor: { kind: 'system', part: 'worker' },
    ...(job && { jobId: job.id, requestId: job.requestId }),
    target: { kind: 'account', id: decision.accountId, ...(email !== undefined && { label: email }) },
    details: {
      rolesBefore: plan.rolesBefore,
      rolesAfter: plan.rolesAfter,
      ...(plan.membership &&
        plan.membership.from !== plan.membership.to && {
          membership: `${plan.membership.from} → ${plan.membership.to}`,
        }),
    },
  };
}
