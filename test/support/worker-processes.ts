import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import type { Application } from '../../src/application/application.ts';
import type { JobQueue } from '../../src/application/ports/job-queue.ts';
import { isIn } from '../../src/application/ports/query.ts';
import { type AnnouncedJob, SyncJobAnnouncer } from '../../src/application/provisioning/announce-sync-jobs.ts';
import { applySyncJobsDefinition } from '../../src/application/provisioning/apply-sync-jobs.definition.ts';
import type { SyncJob } from '../../src/domain/provisioning/sync-job.ts';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from './clean-up.ts';
import { namedUrl, recordWorkers, type WorkerRecord } from './record-workers.ts';
import { startShipped } from './shipped-process.ts';
import { createTestApplication, type TestApplication } from './test-application.ts';
import { openTestDatabase, settingsOf } from './test-database.ts';
import { prepareQueue } from './test-queue.ts';
import { until } from './until.ts';

/** Worker processes on one database and queue, with this process beside them as the one that accepts changes. */
export interface WorkerProcesses {
  readonly app: TestApplication;
  readonly workers: readonly HoldfastProcess[];
  readonly record: WorkerRecord;
  accepting(): Accepting;
  /** Waits until no job of the organization is queued or running. */
  settled(tenant: string): Promise<void>;
  close(): Promise<void>;
}

/** The application as a process has it that accepts changes: their jobs can be kept back and sent off all at once. */
export interface Accepting {
  readonly app: Application;
  /** From now on accepted jobs are kept back. */
  keepBack(): void;
  /** Sends each job that was kept back as a queue entry of its own, all at the same moment; their ids. */
  release(): Promise<readonly string[]>;
}

const DWELL_MS = 15;
const silent = { info: () => {}, warn: () => {}, error: () => {} };

export const startWorkerProcesses = (
  count: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<WorkerProcesses> =>
  CleanUp.orUndo(async (cleanUp) => {
    const opened = await openTestDatabase();
    const { database, url } = opened;
    cleanUp.add(() => opened.close());
    const backend = await prepareQueue(opened);
    const app = createTestApplication(database);
    const { instance } = await ensureInstance(app);
    const record = await recordWorkers(url, DWELL_MS);
    cleanUp.add(() => record.close());
    const queue = await openBullQueue({ backend, installationId: instance.installationId, log: silent });
    cleanUp.add(() => queue.close());
    const workers = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const own = settingsOf({ ...opened, url: namedUrl(url, `worker ${index + 1}`) });
        const worker = await startShipped('worker', { ...settings, ...own });
        cleanUp.add(() => worker.stop());
        return worker;
      }),
    );
    const announcer = new SyncJobAnnouncer(queue, silent);
    return {
      app,
      workers,
      record,
      accepting: () => accepting(app, queue, announcer),
      async settled(tenant) {
        const pending = isIn<SyncJob>('state', ['queued', 'running']);
        await until('every job to rest', async () => (await database.syncJobs.count(tenant, pending)) === 0);
      },
      close: () => cleanUp.run(),
    };
  });

function accepting(app: Application, queue: JobQueue, announcer: SyncJobAnnouncer): Accepting {
  let keptBack: AnnouncedJob[] | undefined;
  const announce = (jobs: readonly AnnouncedJob[]): void => {
    if (keptBack) keptBack.push(...jobs);
    else announcer.announce(jobs);
  };
  return {
    app: { ...app, announce },
    keepBack() {
      keptBack = [];
    },
    async release() {
      const jobs = keptBack ?? [];
      keptBack = undefined;
      await Promise.all(
        jobs.map(({ id, tenant, priority }) =>
          queue.enqueue(applySyncJobsDefinition, { tenant, syncJobIds: [id] }, priority),
        ),
      );
      return jobs.map((job) => job.id);
    },
  };
}
