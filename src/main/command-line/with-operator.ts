import type { Application } from '../../application/application.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import type { Log } from '../../application/ports/log.ts';
import type { AnnouncedJob } from '../../application/provisioning/announce-sync-jobs.ts';
import { applicationOn } from '../compose.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { loadConfig } from '../configuration/load-config.ts';
import { createLog } from '../create-log.ts';
import { openStorage, purposeOfCommand, type Storage } from '../open-storage.ts';
import { lastServiceUrl } from '../running-service.ts';
import { Operator } from './operator.ts';

/**
 * Runs a command on the installation: on the database of the running service, or one that is started for the while.
 * What the command accepts is announced to the workers when there may be any; otherwise the relay of the next start
 * finds it.
 */
export async function withOperator<T>(name: string, work: (operator: Operator) => Promise<T>): Promise<T> {
  const configuration = loadConfig();
  const log = await createLog({ logLevel: configuration.logLevel === 'silent' ? 'silent' : 'error' });
  const purpose = purposeOfCommand(name);
  const storage = await openStorage(configuration, { server: 'either', purpose, migrate: false, log });
  const announced: AnnouncedJob[] = [];
  const app: Application = {
    ...applicationOn(configuration, storage, log),
    announce: (jobs) => void announced.push(...jobs),
  };
  try {
    const result = await work(new Operator(app, await baseUrlOf(configuration)));
    if (announced.length > 0 && !(storage.ownsServer && !configuration.queueUrl)) {
      await announce(announced, configuration, storage, log);
    }
    return result;
  } finally {
    await storage.close();
  }
}

/** As configured, else as the running service said, else as the next start will listen. */
async function baseUrlOf({ baseUrl, dataDirectory, databaseUrl, host, port, tls }: Configuration): Promise<string> {
  const told = baseUrl ?? (databaseUrl ? undefined : await lastServiceUrl(dataDirectory));
  return told ?? `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function announce(
  jobs: readonly AnnouncedJob[],
  configuration: Configuration,
  storage: Storage,
  log: Log,
): Promise<void> {
  const [{ openBullQueue }, { SyncJobAnnouncer }] = await Promise.all([
    import('../../infrastructure/bullmq/open-bull-queue.ts'),
    import('../../application/provisioning/announce-sync-jobs.ts'),
  ]);
  const instance = await storage.database.instance.get(INSTANCE, INSTANCE);
  if (!instance) return;
  const queue = await openBullQueue({
    backend: configuration.queueUrl
      ? { kind: 'redis', url: configuration.queueUrl }
      : { kind: 'postgres', url: storage.url },
    installationId: instance.installationId,
    log,
  });
  const announcer = new SyncJobAnnouncer(queue, log);
  announcer.announce(jobs);
  await announcer.drain();
  await queue.close();
}
