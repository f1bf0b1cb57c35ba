import { rm } from 'node:fs/promises';
import type { Application } from '../../src/application/application.ts';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { openPostgresDatabase } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import type { HoldfastProcess } from '../../src/main/spawn-holdfast.ts';
import { CleanUp } from '../support/clean-up.ts';
import { temporaryFolder } from '../support/running-service.ts';
import { errorsOf, startShipped } from '../support/shipped-process.ts';
import { createTestApplication } from '../support/test-application.ts';
import { processesOfServer, signalAll, urlOfServer } from './server-processes.ts';

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
      const database = await openPostgresDatabase({ url: await urlOfServer(dataDirectory) });
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
        const server = await processesOfServer(dataDirectory);
        await running.database.close();
        const killed = running.service.kill();
        signalAll(server, 'SIGKILL');
        await killed;
        running = await start();
      },
      errors: () => services.slice(-1).flatMap(errorsOf),
      close: () => cleanUp.run(),
    };
  });
