import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { startHeartbeat } from '../application/operation/heartbeat.ts';
import { WorkWhileWritable } from '../application/operation/work-while-writable.ts';
import type { Working } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { QuietLog } from '../application/ports/quiet-log.ts';
import type { ProcessKind } from '../application/ports/rows.ts';
import type { Installation } from './compose.ts';
import { productVersion } from './project-root.ts';

/** Makes this process one of the installation's: it gives signs of life, follows its mode, and works while it may. */
export async function takePart(
  { app, storage }: Pick<Installation, 'app' | 'storage'>,
  kind: ProcessKind,
  log: Log,
  startWork?: () => Promise<Working>,
): Promise<Working> {
  const quiet = new QuietLog(log);
  const work =
    startWork &&
    new WorkWhileWritable(storage.gate, startWork, (error) =>
      quiet.trouble('work', 'Taking jobs failed to start or stop', error),
    );
  const unlisten = storage.gate.onChange(() =>
    log.info(
      { readOnly: storage.gate.isReadOnly },
      storage.gate.isReadOnly ? 'Read-only from now on' : 'Changes are taken again',
    ),
  );
  const heart = await startHeartbeat(
    { ...app, database: storage.ungated },
    {
      process: { id: randomUUID(), kind, host: hostname(), pid: process.pid, release: productVersion() },
      gate: storage.gate,
      isAtRest: () => work?.isAtRest ?? true,
      onError: (error) => quiet.trouble('heartbeat', 'The database does not take signs of life', error),
    },
  );
  await work?.start();
  return {
    stop: async () => {
      unlisten();
      await work?.stop();
      await heart.stop();
    },
  };
}
