import { rm } from 'node:fs/promises';
import { Client } from 'pg';
import type { Application } from '../../src/application/application.ts';
import { findEmbeddedPostgres } from '../../src/infrastructure/postgres/embedded/find-embedded-postgres.ts';
import { readPostmaster } from '../../src/infrastructure/postgres/embedded/postmaster-file.ts';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { databaseFolder, readServerRecord } from '../../src/infrastructure/postgres/embedded/server-record.ts';
import { openPostgresDatabase } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from '../support/clean-up.ts';
import { temporaryFolder } from '../support/running-service.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication } from '../support/test-application.ts';

/** `holdfast start` with the database it runs itself, on a disk that survives it. */
export interface WholeInstallation {
  /** This process's own view of the database as it runs now. */
  readonly app: Application;
  readonly scimBaseUrl: string;
  /** What the processes wrote when they started, the first one first. */
  outputs(): readonly string[];
  /** SIGKILLs the service and every process of the database server, then starts the service anew. */
  crash(): Promise<void>;
  errors(): readonly string[];
  close(): Promise<void>;
}

export const startWholeInstallation = (): Promise<WholeInstallation> =>
  CleanUp.orUndo(async (cleanUp) => {
    const dataDirectory = temporaryFolder();
    cleanUp.add(() => rm(dataDirectory, { recursive: true, force: true }));
    const settings = { DATA_DIRECTORY: dataDirectory, PORT: String(await freePort()) };
    const services: HoldfastProcess[] = [];
    const start = async () => {
      const service = await startShipped('start', settings);
      services.push(service);
      const database = await openPostgresDatabase({ url: await urlOf(dataDirectory) });
      return { service, database, app: createTestApplication(database) };
    };
    let running = await start();
    cleanUp.add(async () => {
      await running.database.close();
      await running.service.stop();
    });
    return {
      get app() {
        return running.app;
      },
      scimBaseUrl: `http://127.0.0.1:${settings.PORT}/scim/v2`,
      outputs: () => services.map((service) => service.output()),
      async crash() {
        const server = await serverProcesses(dataDirectory);
        await running.database.close();
        const killed = running.service.kill();
        for (const pid of server) killIfThere(pid);
        await killed;
        running = await start();
      },
      errors: () => services.slice(-1).flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });

/** Without the postmaster its children end by themselves, some of them sooner than they can be killed. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function urlOf(dataDirectory: string): Promise<string> {
  const url = await findEmbeddedPostgres(dataDirectory);
  if (url === undefined) throw new Error(`No database runs on ${dataDirectory}`);
  return url;
}

/** The postmaster, then everything it started. */
async function serverProcesses(dataDirectory: string): Promise<number[]> {
  const record = await readServerRecord(dataDirectory);
  const postmaster = record && (await readPostmaster(databaseFolder(dataDirectory, record)));
  if (!postmaster) throw new Error(`No database runs on ${dataDirectory}`);
  const client = new Client({ connectionString: await urlOf(dataDirectory) });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where pid <> pg_backend_pid()',
    );
    return [postmaster.pid, ...rows.map((row) => row.pid)];
  } finally {
    await client.end();
  }
}
