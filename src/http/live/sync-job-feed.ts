import type { Application } from '../../application/application.ts';
import { isIn } from '../../application/ports/query.ts';
import { isResting, type SyncJob } from '../../domain/provisioning/sync-job.ts';

/** How often the database is asked, per organization somebody listens to. */
const POLL_MS = 700;
/** The newest jobs are always watched; so are this many of those that wait or run, however old. */
const NEWEST = 100;
const UNFINISHED = 200;

export interface FeedListener {
  readonly onReady: () => void;
  readonly onJob: (job: SyncJob) => void;
  readonly onEnd: () => void;
}

/**
 * Tells listeners of jobs that were accepted or changed, whichever process did it: the database is polled, once for all
 * listeners of an organization, while there are any. What happened before somebody began to listen is not told again.
 */
export class SyncJobFeed {
  readonly #app: Pick<Application, 'database' | 'reportError'>;
  readonly #watches = new Map<string, Watch>();
  readonly #pollMs: number;
  #isClosed = false;

  constructor(app: Pick<Application, 'database' | 'reportError'>, pollMs = POLL_MS) {
    this.#app = app;
    this.#pollMs = pollMs;
  }

  /** Begins to tell; `onReady` comes once everything later will be told. Returns how to stop. */
  listen(tenant: string, listener: FeedListener): () => void {
    if (this.#isClosed) {
      listener.onEnd();
      return () => {};
    }
    const watch = this.#watches.get(tenant) ?? new Watch(this.#app, tenant, this.#pollMs);
    this.#watches.set(tenant, watch);
    watch.add(listener);
    return () => {
      watch.remove(listener);
      if (watch.isIdle && this.#watches.get(tenant) === watch) this.#watches.delete(tenant);
    };
  }

  /** Ends every stream; for the stop of the service. */
  close(): void {
    this.#isClosed = true;
    for (const watch of this.#watches.values()) watch.end();
    this.#watches.clear();
  }
}

/** One organization that somebody listens to. */
class Watch {
  readonly #app: Pick<Application, 'database' | 'reportError'>;
  readonly #tenant: string;
  readonly #pollMs: number;
  readonly #listeners = new Set<FeedListener>();
  /** Versions of watched jobs as last told. Undefined until the first look, which only learns what there is. */
  #seen: ReadonlyMap<string, SyncJob> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isPolling = false;

  constructor(app: Pick<Application, 'database' | 'reportError'>, tenant: string, pollMs: number) {
    this.#app = app;
    this.#tenant = tenant;
    this.#pollMs = pollMs;
  }

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  add(listener: FeedListener): void {
    this.#listeners.add(listener);
    if (this.#seen) listener.onReady();
    if (!this.#isPolling && !this.#timer) void this.#poll();
  }

  remove(listener: FeedListener): void {
    this.#listeners.delete(listener);
    if (this.isIdle) this.#stop();
  }

  end(): void {
    for (const listener of this.#listeners) listener.onEnd();
    this.#listeners.clear();
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#seen = undefined;
  }

  async #poll(): Promise<void> {
    this.#isPolling = true;
    this.#timer = undefined;
    try {
      this.#tell(await this.#look());
    } catch (error) {
      this.#app.reportError(error, { part: 'sync job feed', tenant: this.#tenant });
    }
    this.#isPolling = false;
    if (this.isIdle) return;
    this.#timer = setTimeout(() => void this.#poll(), this.#pollMs);
    this.#timer.unref();
  }

  /** Everything watched as it is now: the newest, the unfinished, and what was unfinished at the last look. */
  async #look(): Promise<ReadonlyMap<string, SyncJob>> {
    const { syncJobs } = this.#app.database;
    const [newest, unfinished] = await Promise.all([
      syncJobs.find(this.#tenant, { sort: [{ field: 'createdAt', direction: 'descending' }], limit: NEWEST }),
      syncJobs.find(this.#tenant, {
        where: isIn('state', ['queued', 'running']),
        sort: [{ field: 'dueAt' }],
        limit: UNFINISHED,
      }),
    ]);
    const jobs = new Map([...unfinished, ...newest].map((job) => [job.id, job]));
    const gone = [...(this.#seen?.values() ?? [])].filter((job) => !isResting(job.state) && !jobs.has(job.id));
    if (gone.length > 0) {
      const ids = gone.map((job) => job.id);
      for (const job of await syncJobs.getMany(this.#tenant, ids)) jobs.set(job.id, job);
    }
    return jobs;
  }

  #tell(jobs: ReadonlyMap<string, SyncJob>): void {
    if (this.isIdle) return;
    const before = this.#seen;
    this.#seen = jobs;
    if (!before) {
      for (const listener of this.#listeners) listener.onReady();
      return;
    }
    const changed = [...jobs.values()]
      .filter((job) => before.get(job.id)?.version !== job.version)
      .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
    for (const job of changed) for (const listener of this.#listeners) listener.onJob(job);
  }
}
