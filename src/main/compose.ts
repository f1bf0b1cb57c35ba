import { ensureInstanceRecord } from '../application/accounts/ensure-instance-record.ts';
import type { Application } from '../application/application.ts';
import { passThrough } from '../application/ports/checkpoints.ts';
import { INSTANCE } from '../application/ports/collection.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { SyncJobAnnouncer } from '../application/provisioning/announce-sync-jobs.ts';
import { openBullQueue } from '../infrastructure/bullmq/open-bull-queue.ts';
import type { Configuration } from './configuration/configuration.ts';
import type { Storage } from './open-storage.ts';
import { timeOrderedId } from './time-ordered-id.ts';

/** Everything a process of an installation works with. */
export interface Installation {
  readonly app: Application;
  readonly queue: JobQueue;
  readonly storage: Storage;
  /** Sends off what is announced, then lets go of the queue and the database. */
  close(): Promise<void>;
}

/** Puts the parts together: the application on this storage and this queue. */
export async function compose(configuration: Configuration, storage: Storage, log: Log): Promise<Installation> {
  const silent = { ...applicationOn(configuration, storage, log), announce: () => {} };
  const known = await storage.database.instance.get(INSTANCE, INSTANCE);
  const { installationId } = known ?? (await ensureInstanceRecord(silent)).instance;
  const queue = await openBullQueue({
    backend: configuration.queueUrl
      ? { kind: 'redis', url: configuration.queueUrl }
      : { kind: 'postgres', url: storage.url },
    installationId,
    log,
  });
  const announcer = new SyncJobAnnouncer(queue, log);
  return {
    app: configuration.enqueue === 'on' ? { ...silent, announce: announcer.announce } : silent,
    queue,
    storage,
    close: async () => {
      await announcer.drain();
      await queue.close();
      await storage.close();
    },
  };
}

/** The application without a way to tell the workers: what it accepts is found by the relay. */
export const applicationOn = (
  { chunkSize }: Pick<Configuration, 'chunkSize'>,
  { database }: Pick<Storage, 'database'>,
  log: Log,
): Omit<Application, 'announce'> => ({
  database,
  clock: { now: () => new Date().toISOString() },
  checkpoints: passThrough,
  newId: timeOrderedId,
  chunkSize,
  reportError: (error, context) => log.error({ err: error, ...context }, 'Something unexpected happened'),
});
