import { ensureInstanceRecord } from '../application/accounts/ensure-instance-record.ts';
import type { Application } from '../application/application.ts';
import { INSTANCE } from '../application/ports/collection.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import type { Log } from '../application/ports/log.ts';
import { SyncJobAnnouncer } from '../application/provisioning/announce-sync-jobs.ts';
import { applicationOn } from './application-on.ts';
import { assertQueueUsable } from './assert-queue-usable.ts';
import type { Configuration } from './configuration/configuration.ts';
import { openQueue } from './open-queue.ts';
import type { Storage } from './open-storage.ts';

/** Everything a process of an installation works with. */
export interface Installation {
  readonly app: Application;
  readonly queue: JobQueue;
  readonly storage: Storage;
  /** Sends off what is announced, then lets go of the queue and the database. */
  close(): Promise<void>;
}

/** Puts the parts together: the application on this storage and this queue. @throws Refused when the queue cannot be used */
export async function compose(configuration: Configuration, storage: Storage, log: Log): Promise<Installation> {
  const silent = { ...applicationOn(configuration, storage, log), announce: () => {} };
  const known = await storage.database.instance.get(INSTANCE, INSTANCE);
  const { installationId } = known ?? (await ensureInstanceRecord(silent)).instance;
  await assertQueueUsable(configuration, log);
  const queue = await openQueue(configuration, storage, installationId, log);
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
