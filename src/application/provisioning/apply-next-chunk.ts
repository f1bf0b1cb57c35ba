import { scopeKey } from '../../domain/access/role.ts';
import { addMs } from '../../domain/instant.ts';
import { isResting, restingState, type SyncJob, type SyncJobProgress } from '../../domain/provisioning/sync-job.ts';
import { findUsableAdministrator } from '../access/usable-administrators.ts';
import type { Application } from '../application.ts';
import type { Draft, Transaction } from '../ports/database.ts';
import { and, eq, gt } from '../ports/query.ts';
import { applyDecisions } from './apply-decisions.ts';
import { decideSubjects } from './decide-subjects.ts';
import { countVerdicts, findOutcomes, writeOutcomes } from './job-outcomes.ts';
import { purgeSource } from './purge-source.ts';
import { nextSubjects } from './subjects-of-job.ts';

/** How long a chunk's commit keeps the relay from enqueueing the job again. */
const LEASE_MS = 30_000;

/**
 * Applies the next chunk of a long job and commits its position with it, so that a crash repeats at most the chunk that
 * was not committed. First pass: everybody except those who would lose the administrator role; second pass: those, in
 * guard order. That order holds across the whole job, whatever the chunk size. Returns whether there is more to do.
 */
export async function applyNextChunk(app: Application, job: SyncJob): Promise<boolean> {
  const progress: SyncJobProgress = job.progress ?? { pass: 'first', done: 0 };
  const chunk = await chunkOf(app, job, progress);
  const { announced, more } = await app.database.transaction(async (tx) => {
    const now = app.clock.now();
    const [decided, current, known] = await Promise.all([
      decideSubjects(tx, job.tenant, chunk.accountIds, { now, deferLosers: progress.pass === 'first' }),
      tx.syncJobs.get(job.tenant, job.id),
      findOutcomes(tx, [job], () => chunk.accountIds),
    ]);
    if (!current || isResting(current.state)) return { announced: [], more: false };
    if (current.version !== job.version) return { announced: [], more: true };
    await app.checkpoints.reached('reconcile:loaded', { tenant: job.tenant, jobId: job.id });
    const applied = await applyDecisions(app, tx, job.tenant, decided, () => [job]);
    writeOutcomes(tx, job, known, decided.decisions, applied, now);

    const counts = addCounts(job, countVerdicts(decided.decisions, false), progress.pass, chunk.accountIds.length);
    const next = nextProgress(progress, chunk, counts);
    if (next) {
      tx.syncJobs.replace(
        {
          ...current,
          state: 'running',
          counts,
          progress: next,
          startedAt: job.startedAt ?? now,
          leaseUntil: addMs(now, LEASE_MS),
          dueAt: addMs(now, LEASE_MS),
        },
        job.version,
      );
    } else {
      await finish(tx, current, counts, now);
    }
    await app.checkpoints.reached('reconcile:before-commit', { tenant: job.tenant, jobId: job.id });
    return { announced: applied.announced, more: next !== undefined };
  });
  app.announce(announced);
  return more;
}

interface Chunk {
  readonly accountIds: readonly string[];
  readonly isLast: boolean;
  /** Position after this chunk. */
  readonly after?: string;
}

async function chunkOf(app: Application, job: SyncJob, progress: SyncJobProgress): Promise<Chunk> {
  const limit = app.chunkSize;
  if (progress.pass === 'first') {
    const page = await nextSubjects(app.database, job, progress.after ?? '', limit);
    const after = page.accountIds.at(-1);
    return { ...page, ...(after !== undefined && { after }) };
  }
  const deferred = await app.database.syncJobOutcomes.find(job.tenant, {
    where: and(eq('jobId', job.id), eq('verdict', 'deferred'), gt('guardOrder', progress.after ?? '')),
    sort: [{ field: 'guardOrder' }],
    limit,
  });
  const after = deferred.at(-1)?.guardOrder;
  return {
    accountIds: deferred.map((outcome) => outcome.accountId),
    isLast: deferred.length < limit,
    ...(after !== undefined && { after }),
  };
}

/** Where the job goes on; undefined when this chunk was its last. The losers' pass is skipped when nobody was deferred. */
function nextProgress(progress: SyncJobProgress, chunk: Chunk, counts: SyncJob['counts']): SyncJobProgress | undefined {
  const done = progress.done + chunk.accountIds.length;
  if (!chunk.isLast && chunk.after !== undefined) return { pass: progress.pass, after: chunk.after, done };
  return progress.pass === 'first' && (counts.deferred ?? 0) > 0 ? { pass: 'losers', done } : undefined;
}

/** Totals so far. A resumed job decides its held people again, a losers' pass its deferred ones: they count anew. */
function addCounts(
  job: SyncJob,
  decided: SyncJob['counts'],
  pass: SyncJobProgress['pass'],
  people: number,
): SyncJob['counts'] {
  const counts: Partial<Record<keyof SyncJob['counts'], number>> = { ...job.counts };
  if (pass === 'losers') counts.deferred = (counts.deferred ?? 0) - people;
  else if (job.resumesHeld) counts.held = (counts.held ?? 0) - people;
  for (const [verdict, number] of Object.entries(decided)) {
    const key = verdict as keyof SyncJob['counts'];
    counts[key] = (counts[key] ?? 0) + (number ?? 0);
  }
  return Object.fromEntries(Object.entries(counts).filter(([, number]) => number !== 0));
}

/**
 * Brings a long job to rest and purges the tombstone it was about. When it still holds people although a usable
 * administrator came to be while it ran, it goes back to the queue at once instead of waiting for the sweep.
 */
async function finish(tx: Transaction, job: SyncJob, counts: SyncJob['counts'], now: string): Promise<void> {
  const { progress: _progress, leaseUntil: _lease, resumesHeld: _resumes, error: _error, ...rest } = job;
  if (counts.held) tx.fences.bump(job.tenant, [scopeKey({ kind: 'organization', id: job.tenant })]);
  const resting: Draft<SyncJob> = { ...rest, counts, state: restingState(counts), finishedAt: now };
  if (counts.held && !job.resumesHeld && (await isStale(tx, job))) {
    const { finishedAt: _finished, ...again } = resting;
    tx.syncJobs.replace({ ...again, state: 'queued', resumesHeld: true, dueAt: now }, job.version);
    return;
  }
  await purgeSource(tx, job);
  tx.syncJobs.replace(resting, job.version);
}

async function isStale(tx: Transaction, job: SyncJob): Promise<boolean> {
  const held = await tx.syncJobOutcomes.find(job.tenant, { where: and(eq('jobId', job.id), eq('verdict', 'held')) });
  const scope = { kind: 'organization', id: job.tenant } as const;
  const except = new Set(held.map((outcome) => outcome.accountId));
  return (await findUsableAdministrator(tx, job.tenant, scope, except)) !== undefined;
}
