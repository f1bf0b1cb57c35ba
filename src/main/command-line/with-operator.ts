import type { Application } from '../../application/application.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import type { Log } from '../../application/ports/log.ts';
import type { AnnouncedJob } from '../../application/provisioning/announce-sync-jobs.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Storage } from '../open-storage.ts';
import type { Operator } from './operator.ts';

/**
 * Runs a command on the installation: on the database of the running service, or one that is started for the while.
 * What the command accepts is announced to the workers when there may be any; otherwise the relay of the next start
 * finds it.
 */
export async function withOperator<T>(name: string, work: (operator: Operator) => Promise<T>): Promise<T> {
  const { applicationOn, createLog, loadConfig, openStorage, Operator, purposeOfCommand } = await loadParts();
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
    const someoneMayWork = !storage.ownsServer || configuration.queueUrl !== undefined;
    if (announced.length > 0 && someoneMayWork && configuration.enqueue === 'on') {
      await announce(announced, configuration, storage, log);
    }
    return result;
  } finally {
    await storage.close();
  }
}

/** Loaded once a command really runs: printing help needs none of it. */
async function loadParts() {
  const [config, log, storage, application, operator] = await Promise.all([
    import('../configuration/load-config.ts'),
    import('../create-log.ts'),
    import('../open-storage.ts'),
    import('../application-on.ts'),
    import('./operator.ts'),
  ]);
  return { ...config, ...log, ...storage, ...application, ...operator };
}

/** As configured, else as the running service said, else as the next start will listen. */
async function baseUrlOf({ baseUrl, dataDirectory, databaseUrl, host, port, tls }: Configuration): Promise<string> {
  const { lastServiceUrl } = await import('../running-service.ts');
  const told = baseUrl ?? (databaseUrl ? undefined : await lastServiceUrl(dataDirectory));
  return told ?? `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function announce(
  jobs: readonly AnnouncedJob[],
  configuration: Configuration,
  storage: Storage,
  log: Log,
): Promise<void> {
  const [{ openQueue }, { SyncJobAnnouncer }] = await Promise.all([
    import('../open-queue.ts'),
    import('../../application/provisioning/announce-sync-jobs.ts'),
  ]);
  const instance = await storage.database.instance.get(INSTANCE, INSTANCE);
  if (!instance) return;
  const queue = await openQueue(configuration, storage, instance.installationId, log);
  const announcer = new SyncJobAnnouncer(queue, log);
  announcer.announce(jobs);
  await announcer.drain();
  await queue.close();
}
