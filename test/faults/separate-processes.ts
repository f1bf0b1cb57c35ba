import { INSTANCE } from '../../src/application/ports/collection.ts';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { openDatabase } from '../../src/main/open-database.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from '../support/clean-up.ts';
import { emptyQueue } from '../support/empty-queue.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, settingsOf, type TestDatabase } from '../support/test-database.ts';
import { queuesInRedis, sharedRedisUrl } from '../support/test-engine.ts';
import { prepareQueue } from '../support/test-queue.ts';

export type Part = 'api' | 'worker';

/** API and worker as two processes, on a database that neither of them runs. */
export interface SeparateProcesses {
  /** This process's own view of the same database. */
  readonly app: TestApplication;
  readonly databaseUrl: string;
  /** What the settings of commands against the same installation must be. */
  readonly settings: Readonly<Record<string, string>>;
  readonly scimBaseUrl: string;
  /** Process ids of those that run now. */
  pids(): Readonly<Record<Part, number>>;
  /** Throws away what the queue keeps; with `ledger` also, on PostgreSQL, its record of migrations. */
  emptyQueue(options: { readonly ledger: boolean }): Promise<number>;
  /** SIGKILLs these processes at once and starts them anew. */
  crash(...parts: readonly Part[]): Promise<void>;
  /** What any of them logged as an error, killed ones included. */
  errors(): readonly string[];
  close(): Promise<void>;
}

export interface SeparateOptions {
  /** An empty database of the test's own. Default: a new one on the server that tests share. */
  readonly databaseUrl?: string;
  /** Redis. Default: where tests on this engine have their queue. */
  readonly queueUrl?: string;
}

/** Pushes about one group then take several transactions, between which a worker may die. */
const CHUNK_SIZE = '10';

export const startSeparateProcesses = ({ databaseUrl, queueUrl }: SeparateOptions = {}): Promise<SeparateProcesses> =>
  CleanUp.orUndo(async (cleanUp) => {
    const opened = await openOn(databaseUrl, queueUrl);
    cleanUp.add(() => opened.close());
    await prepareQueue(opened);
    const port = await freePort();
    const settings = { ...settingsOf(opened), PORT: String(port), CHUNK_SIZE };
    const app = createTestApplication(opened.database);
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
      app,
      databaseUrl: opened.url,
      settings: settingsOf(opened),
      scimBaseUrl: `http://127.0.0.1:${port}/scim/v2`,
      pids: () => ({ api: running.api.pid, worker: running.worker.pid }),
      async emptyQueue(options) {
        const instance = await opened.database.instance.get(INSTANCE, INSTANCE);
        return emptyQueue(opened, instance?.installationId ?? '', options);
      },
      async crash(...parts) {
        await Promise.all(parts.map((part) => running[part].kill()));
        await Promise.all(parts.map(begin));
      },
      errors: () => started.flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });

async function openOn(url: string | undefined, queueUrl: string | undefined): Promise<TestDatabase> {
  if (url === undefined) {
    const opened = await openTestDatabase();
    return queueUrl === undefined ? opened : { ...opened, queueUrl };
  }
  const database = await openDatabase({ url });
  await database.migrate();
  return {
    database,
    url,
    queueUrl: queueUrl ?? (queuesInRedis ? sharedRedisUrl() : undefined),
    close: () => database.close(),
  };
}
