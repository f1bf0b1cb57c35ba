import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import mongoose from 'mongoose';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { CleanUp } from '../support/clean-up.ts';
import { temporaryFolder } from '../support/running-service.ts';
import { until } from '../support/until.ts';
import type { OwnDatabase } from './own-database.ts';
import { standStill } from './server-processes.ts';

const SET = 'own';

/** A replica set of one member of the test's own. It ends with this process at the latest. */
export const startOwnMongo = (): Promise<OwnDatabase> =>
  CleanUp.orUndo(async (cleanUp) => {
    const folder = temporaryFolder();
    cleanUp.add(() => rm(folder, { recursive: true, force: true }));
    const port = await freePort();
    const direct = `mongodb://127.0.0.1:${port}/admin?directConnection=true`;
    let server: ChildProcess | undefined;
    const start = async (): Promise<void> => {
      const args = ['--replSet', SET, '--port', String(port), '--dbpath', folder, '--bind_ip', '127.0.0.1', '--quiet'];
      server = spawn(process.env.MONGOMS_SYSTEM_BINARY ?? 'mongod', args, { stdio: 'ignore' });
      await once(server, 'spawn');
      await isPrimary(direct);
    };
    const stop = async (): Promise<void> => {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    };
    const thaw = (): void => void server?.kill('SIGCONT');
    cleanUp.add(async () => {
      thaw();
      await stop();
    });
    await start();
    return {
      url: `mongodb://127.0.0.1:${port}/holdfast?replicaSet=${SET}`,
      stop,
      start,
      freeze: async () => await standStill(server?.pid === undefined ? [] : [server.pid]),
      thaw,
      close: () => cleanUp.run(),
    };
  });

/** Makes the set when it is new; resolves when its member takes writes. */
async function isPrimary(direct: string): Promise<void> {
  const connection = await mongoose.createConnection(direct).asPromise();
  try {
    const admin = connection.db?.admin();
    await until('the replica set to have a primary', async () => {
      try {
        return (await admin?.command({ replSetGetStatus: 1 }))?.myState === 1;
      } catch (error) {
        if ((error as { codeName?: string }).codeName !== 'NotYetInitialized') throw error;
        const members = [{ _id: 0, host: new URL(direct).host }];
        await admin?.command({ replSetInitiate: { _id: SET, members } });
        return false;
      }
    });
  } finally {
    await connection.close();
  }
}
