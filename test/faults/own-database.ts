import { rm } from 'node:fs/promises';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/infrastructure/postgres/embedded/start-embedded-postgres.ts';
import { CleanUp } from '../support/clean-up.ts';
import { temporaryFolder } from '../support/running-service.ts';
import { storesInMongo } from '../support/test-engine.ts';
import { freezeServer, signalAll } from './server-processes.ts';

/** A database server of the test's own, to take away and give back. */
export interface OwnDatabase {
  readonly url: string;
  /** Stops the server. */
  stop(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  /** SIGSTOP for every process of it: connections stay and nothing answers. */
  freeze(): Promise<void>;
  thaw(): void;
  close(): Promise<void>;
}

export const startOwnDatabase = async (): Promise<OwnDatabase> =>
  storesInMongo ? (await import('./own-mongo.ts')).startOwnMongo() : startOwnPostgres();

const startOwnPostgres = (): Promise<OwnDatabase> =>
  CleanUp.orUndo(async (cleanUp) => {
    const dataDirectory = temporaryFolder();
    cleanUp.add(() => rm(dataDirectory, { recursive: true, force: true }));
    const begin = () => startEmbeddedPostgres({ dataDirectory, durable: false, endsWithParent: true });
    let server: EmbeddedPostgres | undefined = await begin();
    const { url } = server;
    let frozen: readonly number[] = [];
    const thaw = (): void => signalAll(frozen, 'SIGCONT');
    const stop = async (): Promise<void> => {
      await server?.stop();
      server = undefined;
    };
    cleanUp.add(async () => {
      thaw();
      await stop();
    });
    return {
      url,
      stop,
      async start() {
        server = await begin();
        if (server.url !== url) throw new Error('Somebody else took the port of the database meanwhile');
      },
      async freeze() {
        frozen = await freezeServer(dataDirectory);
      },
      thaw,
      close: () => cleanUp.run(),
    };
  });
