import { outcomeId, type SyncJob, type SyncJobOutcome } from '../../domain/provisioning/sync-job.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import type { Applied } from './apply-decisions.ts';
import type { Decision } from './decide-subjects.ts';

export type KnownOutcomes = ReadonlyMap<string, SyncJobOutcome>;

/**
 * The rows that earlier runs of these jobs wrote about these subjects, by their id. A job that never decided anything has
 * none, which its `startedAt` tells: so the jobs must be as they stand in the transaction.
 */
export async function findOutcomes(
  tx: Transaction,
  jobs: readonly SyncJob[],
  accountsOf: (job: SyncJob) => readonly string[],
): Promise<KnownOutcomes> {
  const [first, ...others] = jobs.filter((job) => job.startedAt !== undefined);
  if (!first) return new Map();
  const ids = [first, ...others].flatMap((job) => accountsOf(job).map((accountId) => outcomeId(job.id, accountId)));
  return new Map((await tx.syncJobOutcomes.getMany(first.tenant, ids)).map((outcome) => [outcome.id, outcome]));
}

/** Writes what became of each subject of a job: one row each, replaced when the job decides again. */
export function writeOutcomes(
  tx: Transaction,
  job: SyncJob,
  known: KnownOutcomes,
  decisions: readonly Decision[],
  applied: Applied,
  now: string,
): void {
  const fresh: Draft<SyncJobOutcome>[] = [];
  for (const decision of decisions) {
    const outcome = outcomeOf(job, decision, applied, now);
    const earlier = known.get(outcome.id);
    if (earlier) tx.syncJobOutcomes.replace(outcome, earlier.version);
    else fresh.push(outcome);
  }
  if (fresh.length > 0) tx.syncJobOutcomes.insertMany(fresh);
}

/** The row that tells what became of one subject. */
function outcomeOf(job: SyncJob, decision: Decision, applied: Applied, now: string): Draft<SyncJobOutcome> {
  const { plan } = decision;
  const sessionsEnded = applied.sessionsEnded.get(decision.accountId);
  return {
    id: outcomeId(job.id, decision.accountId),
    tenant: job.tenant,
    jobId: job.id,
    accountId: decision.accountId,
    verdict: decision.verdict,
    ...(decision.guardOrder !== undefined && { guardOrder: decision.guardOrder }),
    rolesBefore: plan.rolesBefore,
    rolesAfter: plan.rolesAfter,
    ...(plan.membership &&
      plan.membership.from !== plan.membership.to && {
        membershipBefore: plan.membership.from,
        membershipAfter: plan.membership.to,
      }),
    ...(sessionsEnded !== undefined && { sessionsEnded }),
    ...(decision.guard !== undefined && { guard: decision.guard }),
    decidedAt: now,
    latencyMs: Math.max(0, Date.parse(now) - Date.parse(job.createdAt)),
  };
}

/** How many subjects ended each way. */
export function countVerdicts(decisions: readonly Decision[], isUnlinked: boolean): SyncJob['counts'] {
  if (isUnlinked) return { unlinked: 1 };
  const counts: Partial<Record<Decision['verdict'], number>> = {};
  for (const { verdict } of decisions) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
