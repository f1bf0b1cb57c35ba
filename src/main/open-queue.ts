import type { JobQueue } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { openBullQueue } from '../infrastructure/bullmq/open-bull-queue.ts';
import type { Configuration } from './configuration/configuration.ts';
import type { Storage } from './open-storage.ts';

/** The queue of `QUEUE_URL`, else the one beside the database. */
export const openQueue = (
  { queueUrl }: Pick<Configuration, 'queueUrl'>,
  { url }: Pick<Storage, 'url'>,
  installationId: string,
  log: Log,
): Promise<JobQueue> =>
  openBullQueue({
    backend: queueUrl ? { kind: 'redis', url: queueUrl } : { kind: 'postgres', url },
    installationId,
    log,
  });
