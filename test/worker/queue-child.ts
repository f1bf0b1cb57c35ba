import { z } from 'zod';
import { type BullQueueOptions, openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';

/** A worker process that takes jobs, says so on its standard output, and never finishes one: made to be killed. */
const [options, name] = z
  .tuple([z.custom<Omit<BullQueueOptions, 'log'>>(), z.string()])
  .parse(JSON.parse(process.argv[2] ?? 'null'));
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const queue = await openBullQueue({ ...options, log: silent });
await queue.work(
  { name, payload: z.unknown() },
  () =>
    new Promise(() => {
      process.stdout.write('took a job\n');
    }),
  { concurrency: 1 },
);
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write('ready\n');
