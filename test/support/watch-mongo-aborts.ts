import mongoose from 'mongoose';
import type { LockWatch } from './watch-locks.ts';

/** Whether a transaction was aborted by the server since somebody last asked. */
export async function watchMongoAborts(url: string): Promise<LockWatch> {
  const connection = await mongoose.createConnection(url).asPromise();
  const aborted = async (): Promise<number> => {
    const status = await connection.db?.command({ serverStatus: 1, repl: 0, locks: 0 });
    return Number(status?.transactions?.totalAborted ?? 0);
  };
  let known = await aborted();
  return {
    async isAnybodyWaiting() {
      const now = await aborted();
      const isNew = now > known;
      known = now;
      return isNew;
    },
    close: () => connection.close(),
  };
}
