import type { PriorityClass, SyncJob } from '../../domain/provisioning/sync-job.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { Log } from '../ports/log.ts';
import { applySyncJobsDefinition, MAX_SYNC_JOBS_PER_BATCH } from './apply-sync-jobs.definition.ts';

export type AnnouncedJob = Pick<SyncJob, 'id' | 'tenant' | 'priority'>;

/** Beyond this many ids that the queue has not taken yet, newer ones are left to the relay. */
const MAX_WAITING = 20_000;
const MAX_IN_FLIGHT = 8;

/** Jobs of one organization and one priority class on their way to the queue. */
interface Lane {
  readonly tenant: string;
  readonly priority: PriorityClass;
  ids: string[];
  inFlight: boolean;
}

/**
 * Tells the workers about accepted jobs. An id whose lane is idle goes out at once; while one batch of a lane is on its
 * way, further ids collect for the next, so the batches grow exactly when the queue is the slower side. Nobody waits for
 * it and it never throws: what the queue does not take is forgotten here and found by the relay.
 */
export class SyncJobAnnouncer {
  readonly #queue: JobQueue;
  readonly #log: Log;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready: Record<PriorityClass, Lane[]> = { removal: [], change: [], bulk: [] };
  #waiting = 0;
  #inFlight = 0;
  /** Ids given up since the queue last took something. */
  #forgotten = 0;
  #drained: (() => void)[] = [];

  constructor(queue: JobQueue, log: Log) {
    this.#queue = queue;
    this.#log = log;
  }

  /** An arrow, so that it can be handed out as `Application.announce`. */
  readonly announce = (jobs: readonly AnnouncedJob[]): void => {
    for (const job of jobs) {
      if (this.#waiting >= MAX_WAITING) this.#forget(1, new Error('Too many jobs wait to be announced'));
      else this.#add(job);
    }
    this.#pump();
  };

  /** Resolves once everything announced so far was taken by the queue or given up. */
  drain(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  #add({ id, tenant, priority }: AnnouncedJob): void {
    const key = `${priority} ${tenant}`;
    let lane = this.#lanes.get(key);
    if (!lane) {
      lane = { tenant, priority, ids: [], inFlight: false };
      this.#lanes.set(key, lane);
    }
    if (lane.ids.length === 0 && !lane.inFlight) this.#ready[priority].push(lane);
    lane.ids.push(id);
    this.#waiting += 1;
  }

  #pump(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const lane = this.#ready.removal.shift() ?? this.#ready.change.shift() ?? this.#ready.bulk.shift();
      if (!lane) return;
      const batch = lane.ids.splice(0, MAX_SYNC_JOBS_PER_BATCH);
      this.#waiting -= batch.length;
      this.#inFlight += 1;
      lane.inFlight = true;
      void this.#send(lane, batch);
    }
  }

  async #send(lane: Lane, syncJobIds: readonly string[]): Promise<void> {
    const { tenant, priority } = lane;
    try {
      await this.#queue.enqueue(applySyncJobsDefinition, { tenant, syncJobIds }, priority);
      this.#taken();
    } catch (error) {
      this.#waiting -= lane.ids.length;
      this.#forget(syncJobIds.length + lane.ids.length, error);
      lane.ids = [];
    }
    this.#inFlight -= 1;
    lane.inFlight = false;
    if (lane.ids.length > 0) this.#ready[priority].push(lane);
    else this.#lanes.delete(`${priority} ${tenant}`);
    this.#pump();
    if (this.#inFlight === 0) for (const resolve of this.#drained.splice(0)) resolve();
  }

  #forget(count: number, error: unknown): void {
    if (this.#forgotten === 0) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#log.warn({ reason }, 'The queue does not take jobs; they wait in the database until it does');
    }
    this.#forgotten += count;
  }

  #taken(): void {
    if (this.#forgotten === 0) return;
    this.#log.info({ leftToTheRelay: this.#forgotten }, 'The queue takes jobs again');
    this.#forgotten = 0;
  }
}
