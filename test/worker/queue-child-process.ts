import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { BullQueueOptions } from '../../src/infrastructure/bullmq/open-bull-queue.ts';

export interface QueueChild {
  /** Resolves when it has taken this many jobs. */
  tookJobs(count: number): Promise<void>;
  /** SIGKILL: it has no chance to give anything back. */
  kill(): Promise<void>;
}

/** Starts `queue-child.ts` as a process of its own and waits until it works. */
export async function startQueueChild(options: Omit<BullQueueOptions, 'log'>, name: string): Promise<QueueChild> {
  const script = `node_modules/.cache/holdfast-tests/queue-child-${process.pid}.mjs`;
  await build({
    entryPoints: ['test/worker/queue-child.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: script,
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [script, JSON.stringify([options, name])], {
    // Its standard input closes when this process ends, which ends it too.
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const counts = new Map<string, number>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => counts.set(line, (counts.get(line) ?? 0) + 1));
  const heard = async (line: string, count: number): Promise<void> => {
    while ((counts.get(line) ?? 0) < count) await once(lines, 'line');
  };
  await heard('ready', 1);
  return {
    tookJobs: (count) => heard('took a job', count),
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(script, { force: true });
    },
  };
}
