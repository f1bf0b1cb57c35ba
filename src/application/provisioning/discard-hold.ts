import { MAX_EXCEPTION_DAYS } from '../../domain/access/hold.ts';
import { scopeKey } from '../../domain/access/role.ts';
import { addMs } from '../../domain/instant.ts';
import { outcomeId } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import { InvalidInput } from '../errors.ts';
import { personEvent } from '../person-event.ts';
import type { PersonRequest } from '../person-request.ts';
import { requireOpenHold } from './complete-hold.ts';
import { holdLabel } from './hold-label.ts';

const DAY_MS = 86_400_000;

/**
 * Discards a hold: the administrator stays by somebody's decision, for a while. Writes the exception that reconcile
 * honours until it ends (at most 30 days), after which the directory's word counts again.
 * @throws NotFound, Forbidden (a hold about oneself), InvalidInput, NotAllowedNow.
 */
export async function discardHold(
  app: Application,
  request: PersonRequest,
  tenant: string,
  holdId: string,
  input: { readonly reason: string; readonly days: number },
): Promise<void> {
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > MAX_EXCEPTION_DAYS) {
    throw new InvalidInput('days', `Choose from 1 to ${MAX_EXCEPTION_DAYS} days`);
  }
  if (input.reason.trim() === '') throw new InvalidInput('reason', 'Say why this administrator stays');
  const exceptionId = app.newId();
  await app.database.transaction(async (tx) => {
    const hold = await requireOpenHold(tx, request, tenant, holdId);
    tx.fences.bump(tenant, [scopeKey({ kind: hold.scopeKind, id: hold.scopeId })]);
    tx.subjects.bump(tenant, [hold.accountId]);
    const now = app.clock.now();
    const by = request.actor.kind === 'account' ? request.actor.accountId : undefined;
    tx.holds.replace(
      {
        ...hold,
        state: 'discarded',
        closedAt: now,
        closedBy: { ...(by && { accountId: by }), reason: input.reason },
      },
      hold.version,
    );
    tx.guardExceptions.insert({
      id: exceptionId,
      tenant,
      holdId,
      scopeKind: hold.scopeKind,
      scopeId: hold.scopeId,
      accountId: hold.accountId,
      ...(by && { byAccountId: by }),
      reason: input.reason,
      createdAt: now,
      endsAt: addMs(now, input.days * DAY_MS),
    });
    const jobIds = hold.causes.map((cause) => cause.jobId);
    const jobs = (await tx.syncJobs.getMany(tenant, jobIds)).filter(
      (job) => job.state === 'held' || job.state === 'partly_applied',
    );
    const outcomes = await tx.syncJobOutcomes.getMany(
      tenant,
      jobs.map((job) => outcomeId(job.id, hold.accountId)),
    );
    for (const outcome of outcomes) {
      tx.syncJobOutcomes.replace({ ...outcome, verdict: 'discarded' }, outcome.version);
    }
    for (const job of jobs) {
      const { held = 1, ...counts } = job.counts;
      const left = held - 1;
      const next = { ...counts, ...(left > 0 && { held: left }), discarded: (counts.discarded ?? 0) + 1 };
      tx.syncJobs.replace({ ...job, counts: next, ...(left === 0 && { state: 'discarded' as const }) }, job.version);
    }
    tx.auditEvents.insert(
      personEvent(app, request, tenant, {
        action: 'hold.discarded',
        target: { kind: 'hold', id: holdId, label: await holdLabel(tx, hold) },
        details: { accountId: hold.accountId, reason: input.reason, days: input.days },
      }),
    );
  });
}
