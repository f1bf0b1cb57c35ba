import mongoose from 'mongoose';
import type { WorkerRecord } from './record-workers.ts';

const PROFILE_BYTES = 256 * 1024 * 1024;
const RESTING = ['applied', 'partly_applied', 'held', 'refused', 'failed', 'discarded', 'superseded'];

interface ProfiledUpdate {
  readonly appName?: string;
  readonly command: { readonly q?: { readonly _id?: string } };
}

/** `recordWorkers` on MongoDB: its profiler tells who wrote what, and a fault point of the server makes commits dwell. */
export async function recordMongoWorkers(databaseUrl: string, dwellMs: number): Promise<WorkerRecord> {
  const connection = await mongoose.createConnection(databaseUrl).asPromise();
  const { db } = connection;
  if (!db) throw new Error('The connection has no database');
  const admin = db.admin();
  const dwell = (mode: 'alwaysOn' | 'off') =>
    admin.command({
      configureFailPoint: 'failCommand',
      mode,
      ...(mode !== 'off' && {
        data: { failCommands: ['commitTransaction'], blockConnection: true, blockTimeMS: dwellMs },
      }),
    });
  const aborted = async (): Promise<number> =>
    Number((await db.command({ serverStatus: 1 })).transactions?.totalAborted ?? 0);
  await db.createCollection('system.profile', { capped: true, size: PROFILE_BYTES });
  await db.command({ profile: 2, filter: { op: 'update', ns: `${db.databaseName}.syncJobs` } });
  await dwell('alwaysOn');
  const before = await aborted();
  return {
    async of(jobIds) {
      const updates = await db
        .collection<ProfiledUpdate>('system.profile')
        .find({ op: 'update', appName: /^holdfast worker/, errCode: { $exists: false } })
        .sort({ ts: 1 })
        .toArray();
      // Those that were rolled back stand there too; of each job the last one was the one that stayed.
      const last = new Map<string, string>();
      for (const { appName, command } of updates) {
        const jobId = command.q?._id?.split('\u0000').at(-1);
        if (jobId && appName && RESTING.some((state) => JSON.stringify(command).includes(`"${state}"`))) {
          last.set(jobId, appName);
        }
      }
      return jobIds.flatMap((jobId) => {
        const process = last.get(jobId);
        return process === undefined ? [] : [{ jobId, process }];
      });
    },
    rolledBack: async () => (await aborted()) - before,
    async close() {
      await dwell('off');
      await db.command({ profile: 0 });
      await connection.close();
    },
  };
}
