import { addMs } from '../../domain/instant.ts';
import { canBecome, restingState, type SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import { groupBy } from '../group-by.ts';
import { applyDecisions } from './apply-decisions.ts';
import { applyNextChunk } from './apply-next-chunk.ts';
import { decideSubjects } from './decide-subjects.ts';
import { countVerdicts, findOutcomes, writeOutcomes } from './job-outcomes.ts';
import { isPassing, recordFailure } from './record-failure.ts';

/** While a connection is paused its jobs wait; they are looked at again this often, and at once when it is resumed. */
const PAUSED_RECHECK_MS = 60_000;

/**
 * Applies due sync jobs of one organization. Jobs about few people are decided together in one transaction (and one at a
 * time when that fails for a reason of its own); of each long job one chunk is applied, after which it goes back to the
 * queue. Safe to call at any time, twice, and by several workers at once: what is not due or already decided is left
 * alone. Jobs in `again` have more to do.
 * @throws DatabaseUnavailable, Contention: nothing was decided, the relay will find the jobs.
 */
export async function applySyncJobs(
  app: Application,
  tenant: string,
  jobIds: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly again: readonly string[] }> {
  const now = app.clock.now();
  const due = (await app.database.syncJobs.getMany(tenant, jobIds)).filter((job) => isDue(job, now));
  const jobs = await withoutPaused(app, tenant, due);
  const again: string[] = [];
  for (const together of packed(
    jobs.filter((job) => isSmall(job, app)),
    app.chunkSize,
  )) {
    if (signal.aborted) return { again: jobs.map((job) => job.id) };
    await applyTogetherOrApart(app, tenant, together);
  }
  for (const job of jobs.filter((candidate) => !isSmall(candidate, app))) {
    if (signal.aborted) again.push(job.id);
    else if (await withFailureRecorded(app, job, () => applyNextChunk(app, job))) again.push(job.id);
  }
  return { again };
}

/** A running job may always be taken up: chunks commit by compare-and-swap, its lease only keeps the relay away. */
const isDue = (job: SyncJob, now: string): boolean =>
  (job.state === 'queued' && job.dueAt <= now) || job.state === 'running';

const isSmall = (job: SyncJob, app: Application): boolean =>
  job.subjects.kind === 'accounts' &&
  job.subjects.accountIds.length <= app.chunkSize &&
  !job.resumesHeld &&
  !job.progress;

/** Groups of jobs that together concern at most `chunkSize` people. */
function packed(jobs: readonly SyncJob[], chunkSize: number): SyncJob[][] {
  const packs: SyncJob[][] = [];
  let size = 0;
  for (const job of jobs) {
    const people = peopleOf(job).length;
    const current = packs.at(-1);
    if (!current || size + people > chunkSize) {
      packs.push([job]);
      size = people;
    } else {
      current.push(job);
      size += people;
    }
  }
  return packs;
}

const peopleOf = (job: SyncJob): readonly string[] => (job.subjects.kind === 'accounts' ? job.subjects.accountIds : []);

async function withoutPaused(app: Application, tenant: string, jobs: readonly SyncJob[]): Promise<readonly SyncJob[]> {
  const ids = [...new Set(jobs.flatMap((job) => job.connectionId ?? []))];
  const paused = new Set(
    (await app.database.connections.getMany(tenant, ids)).filter((one) => one.pausedAt).map((one) => one.id),
  );
  const waiting = jobs.filter((job) => job.connectionId !== undefined && paused.has(job.connectionId));
  if (waiting.length === 0) return jobs;
  const dueAt = addMs(app.clock.now(), PAUSED_RECHECK_MS);
  await app.database.optimistic(async (tx) => {
    for (const job of waiting) tx.syncJobs.patch(tenant, job.id, { dueAt });
  });
  return jobs.filter((job) => !waiting.includes(job));
}

async function applyTogetherOrApart(app: Application, tenant: string, jobs: readonly SyncJob[]): Promise<void> {
  try {
    await applyTogether(app, tenant, jobs);
  } catch (error) {
    const [only] = jobs;
    if (isPassing(error)) throw error;
    if (error instanceof TouchedElsewhere) {
      if (error.remaining.length > 0) await applyTogetherOrApart(app, tenant, error.remaining);
    } else if (jobs.length === 1 && only) {
      await recordFailure(app, only, error);
    } else {
      for (const job of jobs) await applyTogetherOrApart(app, tenant, [job]);
    }
  }
}

/** Somebody decided or changed some of the jobs since they were read; the transaction was rolled back. */
class TouchedElsewhere extends Error {
  /** Those that are still to be decided, as they are now. */
  readonly remaining: readonly SyncJob[];
  constructor(remaining: readonly SyncJob[]) {
    super('Some of the jobs were touched since they were read');
    this.remaining = remaining;
  }
}

async function withFailureRecorded<T>(app: Application, job: SyncJob, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isPassing(error)) throw error;
    await recordFailure(app, job, error);
    return undefined;
  }
}

/** Decides about the people of several small jobs in one transaction and brings each job to rest. */
async function applyTogether(app: Application, tenant: string, jobs: readonly SyncJob[]): Promise<void> {
  const accountIds = [...new Set(jobs.flatMap(peopleOf))].sort();
  const applied = await app.database.transaction(async (tx) => {
    const now = app.clock.now();
    const ids = jobs.map((job) => job.id);
    const [decided, known, read] = await Promise.all([
      decideSubjects(tx, tenant, accountIds, { now, deferLosers: false }),
      findOutcomes(tx, jobs, peopleOf),
      tx.syncJobs.getMany(tenant, ids),
    ]);
    const current = read.filter((job) => canBecome(job.state, 'applied'));
    const versions = new Map(jobs.map((job) => [job.id, job.version]));
    const isUntouched = current.every((job) => job.version === versions.get(job.id));
    if (current.length < jobs.length || !isUntouched) throw new TouchedElsewhere(current);
    for (const job of current) await app.checkpoints.reached('reconcile:loaded', { tenant, jobId: job.id });
    const jobsOf = groupBy(
      current.flatMap((job) => peopleOf(job).map((accountId) => ({ accountId, job }))),
      (entry) => entry.accountId,
    );
    const result = await applyDecisions(app, tx, tenant, decided, (accountId) =>
      (jobsOf.get(accountId) ?? []).map((entry) => entry.job),
    );
    for (const job of current) {
      const own = decided.decisions.filter((decision) => peopleOf(job).includes(decision.accountId));
      writeOutcomes(tx, job, known, own, result, now);
      const counts = countVerdicts(own, job.userId !== undefined && peopleOf(job).length === 0);
      const { error: _error, leaseUntil: _lease, ...rest } = job;
      tx.syncJobs.replace(
        { ...rest, state: restingState(counts), counts, startedAt: job.startedAt ?? now, finishedAt: now },
        job.version,
      );
    }
    for (const job of current) await app.checkpoints.reached('reconcile:before-commit', { tenant, jobId: job.id });
    return result;
  });
  app.announce(applied.announced);
}
