import { migrateQueue } from '../../src/infrastructure/bullmq/migrate-queue.ts';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { openPostgresDatabase } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from '../support/clean-up.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

export type Part = 'api' | 'worker';

/** API and worker as two processes, on a database that neither of them runs. */
export interface SeparateProcesses {
  /** This process's own view of the same database. */
  readonly app: TestApplication;
  readonly databaseUrl: string;
  readonly scimBaseUrl: string;
  /** Process ids of those that run now. */
  pids(): Readonly<Record<Part, number>>;
  /** SIGKILLs these processes at once and starts them anew. */
  crash(...parts: readonly Part[]): Promise<void>;
  /** What any of them logged as an error, killed ones included. */
  errors(): readonly string[];
  close(): Promise<void>;
}

export interface SeparateOptions {
  /** An empty database of the test's own. Default: a new one on the server that tests share. */
  readonly databaseUrl?: string;
  /** Redis; without it the queue lives in the same database. */
  readonly queueUrl?: string;
}

/** Pushes about one group then take several transactions, between which a worker may die. */
const CHUNK_SIZE = '10';

export const startSeparateProcesses = ({ databaseUrl, queueUrl }: SeparateOptions = {}): Promise<SeparateProcesses> =>
  CleanUp.orUndo(async (cleanUp) => {
    const { database, url, close } = databaseUrl ? await migrated(databaseUrl) : await openTestDatabase();
    cleanUp.add(close);
    if (queueUrl === undefined) await migrateQueue(url);
    const port = await freePort();
    const settings = {
      DATABASE_URL: url,
      PORT: String(port),
      CHUNK_SIZE,
      ...(queueUrl !== undefined && { QUEUE_URL: queueUrl }),
    };
    const start = { api: () => startShipped('serve', settings), worker: () => startShipped('worker', settings) };
    const running = {} as Record<Part, HoldfastProcess>;
    const started: HoldfastProcess[] = [];
    const begin = async (part: Part): Promise<void> => {
      running[part] = await start[part]();
      started.push(running[part]);
    };
    cleanUp.add(() => Promise.all(started.map((process) => process.kill())));
    await Promise.all([begin('api'), begin('worker')]);
    return {
      app: createTestApplication(database),
      databaseUrl: url,
      scimBaseUrl: `http://127.0.0.1:${port}/scim/v2`,
      pids: () => ({ api: running.api.pid, worker: running.worker.pid }),
      async crash(...parts) {
        await Promise.all(parts.map((part) => running[part].kill()));
        await Promise.all(parts.map(begin));
      },
      errors: () => started.flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });

async function migrated(url: string): Promise<TestDatabase> {
  const database = await openPostgresDatabase({ url });
  await database.migrate();
  return { database, url, close: () => database.close() };
}
