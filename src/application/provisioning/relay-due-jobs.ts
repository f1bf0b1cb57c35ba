import { addMs } from '../../domain/instant.ts';
import type { PriorityClass, SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { Application } from '../application.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import { and, type Cursor, eq, isIn, lt, or, type Query } from '../ports/query.ts';
import { applySyncJobsDefinition, MAX_SYNC_JOBS_PER_BATCH } from './apply-sync-jobs.definition.ts';
import { RecentIds } from './recent-ids.ts';

/** Younger jobs are probably on their way already. */
const OVERDUE_MS = 3_000;
/** A job this late is enqueued again even while the queue is full of others: its own entry may be lost. */
const LONG_OVERDUE_MS = 60_000;
/** The relay fills a class up to this many queued batches: enough to keep every worker busy until the next round. */
const ENOUGH_BATCHES = 40;
/** Under pressure only so many of the long overdue go out per round. */
const FEW_BATCHES = 4;
const PAGE = 1_000;
/** An id enqueued again is left alone this long; shorter while the class is empty, when it must have been lost again. */
const LEAVE_ALONE_MS = 15_000;
const LEAVE_ALONE_EMPTY_MS = 3_000;

const CLASSES: readonly PriorityClass[] = ['removal', 'change', 'bulk'];

/**
 * Finds jobs the queue has lost (queued and overdue, or running under an expired lease) in the database and enqueues them
 * again. One instance lives in the process that holds the relay's lease; every second it does one bounded round.
 *
 * A backlog is overdue as well, though not lost, and must not be enqueued twice over: so the relay asks the queue how
 * much waits in it, adds only what fits below `ENOUGH_BATCHES`, and remembers in memory what it enqueued lately. Memory
 * rather than a later `dueAt`, because a write would raise the version on which the workers' compare-and-swap rests and
 * would cost a write per job of a backlog; what a new holder does not remember is enqueued once more, which is harmless.
 */
export class DueJobRelay {
  readonly #app: Application;
  readonly #queue: JobQueue;
  readonly #recent = new RecentIds(50_000);
  readonly #places: Record<PriorityClass, Cursor | undefined> = {
    removal: undefined,
    change: undefined,
    bulk: undefined,
  };

  constructor(app: Application, queue: JobQueue) {
    this.#app = app;
    this.#queue = queue;
  }

  /**
   * One round; the number of jobs enqueued again.
   * @throws QueueUnavailable, DatabaseUnavailable: the next round goes on where this one stopped.
   */
  async round(signal: AbortSignal): Promise<number> {
    const depth = await this.#queue.depth(applySyncJobsDefinition);
    let relayed = 0;
    for (const priority of CLASSES) {
      if (signal.aborted) break;
      relayed += await this.#relayClass(priority, depth[priority]);
    }
    return relayed;
  }

  async #relayClass(priority: PriorityClass, waitingBatches: number): Promise<number> {
    const isFull = waitingBatches >= ENOUGH_BATCHES;
    const query = overdue(priority, this.#app.clock.now(), isFull ? LONG_OVERDUE_MS : OVERDUE_MS);
    const place = this.#places[priority];
    const page = await this.#app.database.syncJobs.findAcrossTenants(place ? { ...query, after: place } : query);

    const now = Date.parse(this.#app.clock.now());
    const notSince = now - (waitingBatches === 0 ? LEAVE_ALONE_EMPTY_MS : LEAVE_ALONE_MS);
    const lost = page.filter((job) => !this.#recent.hasSince(job.id, notSince));
    const batches = takeTurns(lost, isFull ? FEW_BATCHES : ENOUGH_BATCHES - waitingBatches);
    let relayed = 0;
    for (const { tenant, syncJobIds } of batches) {
      await this.#queue.enqueue(applySyncJobsDefinition, { tenant, syncJobIds }, priority);
      for (const id of syncJobIds) this.#recent.add(id, now);
      relayed += syncJobIds.length;
    }

    const last = page.at(-1);
    if (relayed === lost.length) {
      this.#places[priority] =
        last && page.length === PAGE ? this.#app.database.syncJobs.cursorOf(query, last) : undefined;
    }
    return relayed;
  }
}

function overdue(priority: PriorityClass, now: string, overdueMs: number): Query<SyncJob> {
  return {
    where: and(
      eq('priority', priority),
      isIn('state', ['queued', 'running']),
      lt('dueAt', addMs(now, -overdueMs)),
      or(eq('state', 'queued'), lt('leaseUntil', now)),
    ),
    sort: [{ field: 'dueAt' }],
    limit: PAGE,
  };
}

/** Up to `count` batches, one tenant after the other and round again, so that none waits behind another's backlog. */
function takeTurns(
  jobs: readonly SyncJob[],
  count: number,
): readonly { readonly tenant: string; readonly syncJobIds: readonly string[] }[] {
  const byTenant = new Map<string, string[]>();
  for (const { tenant, id } of jobs) {
    const ids = byTenant.get(tenant);
    if (ids) ids.push(id);
    else byTenant.set(tenant, [id]);
  }
  const batches: { tenant: string; syncJobIds: string[] }[] = [];
  while (byTenant.size > 0) {
    for (const [tenant, ids] of byTenant) {
      if (batches.length >= count) return batches;
      batches.push({ tenant, syncJobIds: ids.splice(0, MAX_SYNC_JOBS_PER_BATCH) });
      if (ids.length === 0) byTenant.delete(tenant);
    }
  }
  return batches;
}
