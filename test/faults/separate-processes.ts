import { migrateQueue } from '../../src/infrastructure/bullmq/migrate-queue.ts';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from '../support/clean-up.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase } from '../support/test-database.ts';

export type Part = 'api' | 'worker';

/** API and worker as two processes, on a database that neither of them runs. */
export interface SeparateProcesses {
  /** This process's own view of the same database. */
  readonly app: TestApplication;
  readonly databaseUrl: string;
  readonly scimBaseUrl: string;
  /** SIGKILLs these processes at once and starts them anew. */
  crash(...parts: readonly Part[]): Promise<void>;
  /** What any of them logged as an error, killed ones included. */
  errors(): readonly string[];
  close(): Promise<void>;
}

/** `queueUrl`: Redis; without it the queue lives in the same database. */
export const startSeparateProcesses = (queueUrl?: string): Promise<SeparateProcesses> =>
  CleanUp.orUndo(async (cleanUp) => {
    const { database, url, close } = await openTestDatabase();
    cleanUp.add(close);
    if (queueUrl === undefined) await migrateQueue(url);
    const port = await freePort();
    const settings = { DATABASE_URL: url, PORT: String(port), ...(queueUrl !== undefined && { QUEUE_URL: queueUrl }) };
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
      async crash(...parts) {
        await Promise.all(parts.map((part) => running[part].kill()));
        await Promise.all(parts.map(begin));
      },
      errors: () => started.flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });
