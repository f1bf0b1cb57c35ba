import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { JobQueue, Working } from '../../src/application/ports/job-queue.ts';
import { SyncJobAnnouncer } from '../../src/application/provisioning/announce-sync-jobs.ts';
import type { Sweep } from '../../src/application/run-sweeps.ts';
import { addMs } from '../../src/domain/instant.ts';
import type { PriorityClass } from '../../src/domain/provisioning/sync-job.ts';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import type { ApplySyncJobs } from '../../src/worker/apply-sync-jobs.handler.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import { emptyQueue } from '../support/empty-queue.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { prepareQueue } from '../support/test-queue.ts';

/** Its own, since others may share the Redis. */
const INSTALLATION = `queue-worker-${process.pid}`;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe('a worker process on a real queue', () => {
  let opened: TestDatabase;
  let queue: JobQueue;
  let app: TestApplication;
  let announcer: SyncJobAnnouncer;
  let workers: Working[] = [];

  beforeAll(async () => {
    opened = await openTestDatabase();
    const backend = await prepareQueue(opened);
    queue = await openBullQueue({ backend, installationId: INSTALLATION, log: silent });
    announcer = new SyncJobAnnouncer(queue, silent);
    app = createTestApplication(opened.database, { announce: announcer.announce });
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    workers = [];
  });
  afterAll(async () => {
    await announcer.drain();
    await queue.close();
    await opened.close();
  });

  const start = async (applySyncJobs: ApplySyncJobs, sweeps: readonly Sweep[] = []): Promise<void> => {
    workers.push(await startWorker(app, queue, { applySyncJobs, concurrency: 2, sweeps, log: silent }));
  };

  /** Writes queued jobs; `lateMs` overdue. */
  async function store(ids: readonly string[], lateMs = 0, priority: PriorityClass = 'change'): Promise<void> {
    const now = app.clock.now();
    await opened.database.transaction(async (tx) => {
      for (const id of ids)
        tx.syncJobs.insert({
          id,
          tenant: 'acme',
          kind: 'user_changed',
          state: 'queued',
          priority,
          summary: 'Change ana@acme.example',
          requestId: 'request',
          subjects: { kind: 'accounts', accountIds: [] },
          createdAt: now,
          dueAt: addMs(now, -lateMs),
          attempts: 0,
          counts: {},
        });
    });
  }

  /** Brings jobs to rest; `allAtRest` resolves when all that were asked for are. */
  function applying(expected: readonly string[]) {
    const open = new Set(expected);
    let resolve = (): void => {};
    const allAtRest = new Promise<void>((done) => {
      resolve = done;
    });
    const apply: ApplySyncJobs = async (_app, tenant, ids) => {
      await opened.database.transaction(async (tx) => {
        for (const id of ids) tx.syncJobs.patch(tenant, id, { state: 'applied' });
      });
      for (const id of ids) open.delete(id);
      if (open.size === 0) resolve();
      return { again: [] };
    };
    return { apply, allAtRest };
  }

  const ids = (count: number, prefix: string): string[] => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);

  it('applies announced jobs', async () => {
    const jobs = ids(120, 'announced');
    await store(jobs);
    const { apply, allAtRest } = applying(jobs);
    await start(apply);
    announcer.announce(jobs.map((id) => ({ id, tenant: 'acme', priority: 'change' })));
    await allAtRest;
  });

  it('finds jobs that were never announced', async () => {
    const jobs = ids(70, 'silent');
    await store(jobs, 5_000);
    const { apply, allAtRest } = applying(jobs);
    await start(apply);
    await allAtRest;
  });

  it('loses no job whose queue entry is thrown away', async () => {
    const jobs = ids(300, 'emptied');
    await store(jobs, 5_000);
    announcer.announce(jobs.map((id) => ({ id, tenant: 'acme', priority: 'change' })));
    await announcer.drain();
    await emptyQueue(opened, INSTALLATION, { ledger: false });
    const { apply, allAtRest } = applying(jobs);
    await start(apply);
    await allAtRest;
  });

  it('comes back to a long job after every chunk, in its own class', async () => {
    await store(['long'], 0, 'bulk');
    const chunks: { readonly ids: readonly string[]; readonly done: boolean }[] = [];
    let resolve = (): void => {};
    const finished = new Promise<void>((done) => {
      resolve = done;
    });
    await start(async (_app, _tenant, jobIds) => {
      const done = chunks.length === 4;
      chunks.push({ ids: jobIds, done });
      if (done) resolve();
      return { again: done ? [] : jobIds };
    });
    announcer.announce([{ id: 'long', tenant: 'acme', priority: 'bulk' }]);
    await finished;
    expect(chunks.map((chunk) => chunk.ids)).toEqual(Array.from({ length: 5 }, () => ['long']));
    await opened.database.transaction(async (tx) => tx.syncJobs.patch('acme', 'long', { state: 'applied' }));
  });

  it('runs the sweeps in one of two workers, and in the other after that one stopped', async () => {
    const swept: string[] = [];
    let heard = (): void => {};
    const sweep = (worker: string): Sweep => ({
      name: 'holds',
      run: async () => {
        swept.push(worker);
        heard();
      },
    });
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        heard = resolve;
      });
    const first = next();
    for (const name of ['one', 'two']) await start(async () => ({ again: [] }), [sweep(name)]);
    await first;
    const second = next();
    const [holder] = swept;
    await workers[holder === 'one' ? 0 : 1]?.stop();
    await second;
    expect(swept).toEqual(holder === 'one' ? ['one', 'two'] : ['two', 'one']);
  });
});
