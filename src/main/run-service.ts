import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EnsuredInstance } from '../application/accounts/ensure-instance.ts';
import type { IssuedLink } from '../application/accounts/one-time-link.ts';
import type { Listening } from '../http/listen.ts';
import { announceReady } from './announce-ready.ts';
import { banner } from './banner.ts';
import type { Configuration } from './configuration/configuration.ts';
import { createLog } from './create-log.ts';
import { projectRoot } from './project-root.ts';
import { forgetService, recordService } from './running-service.ts';
import { stopRequested } from './stop-signals.ts';

export interface ServiceOptions {
  /** Also apply sync jobs in this process (`start`), or leave that to others (`serve`). */
  readonly worker: boolean;
  /** See StorageOptions. */
  readonly fleeting: boolean;
  /** This process changes nothing, whatever the installation's mode. */
  readonly readOnly: boolean;
}

/** `holdfast start` and `holdfast serve`: serves until it is asked to stop, then finishes what it began. */
export async function runService(configuration: Configuration, options: ServiceOptions): Promise<void> {
  const log = await createLog(configuration);
  const stop = stopRequested(() => log.warn({}, 'Stopped at once; the next start goes on where this one was'));
  const modules = loadModules(options);
  const { openStorage } = await import('./open-storage.ts');
  const storage = await openStorage(configuration, {
    server: 'own',
    purpose: options.worker ? 'holdfast start' : 'holdfast serve',
    migrate: (options.worker && !options.readOnly) || !configuration.databaseUrl,
    fleeting: options.fleeting,
    log,
  });
  if (options.readOnly) storage.gate.keepClosed('this process was started with --read-only');
  const { compose, ensureInstance, oneTimeLinkUrl, createHttpService, takePart, startWork } = await modules;
  const installation = await compose(configuration, storage, log).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  const stopping = new AbortController();
  try {
    const { firstAdministratorLink, isNew }: Pick<EnsuredInstance, 'firstAdministratorLink' | 'isNew'> = storage.gate
      .isReadOnly
      ? { isNew: false }
      : await ensureInstance(installation.app);
    const underWay = storage.recovered ? await countRunningJobs(installation) : 0;
    const listening = await createHttpService(installation, configuration, log, {
      consoleDirectory: join(projectRoot, 'dist/console'),
      stopping: stopping.signal,
    });
    const kind = options.worker ? 'start' : 'serve';
    const work = startWork && (() => startWork(installation, configuration, log, listening.work));
    const working = await takePart(installation, kind, log, work);
    const baseUrl = configuration.baseUrl ?? listening.url;
    const firstLink = (link: IssuedLink) => oneTimeLinkUrl(baseUrl, link);
    const told = {
      baseUrl,
      ...(storage.ownsServer && { dataDirectory: configuration.dataDirectory }),
      ...(firstAdministratorLink && { firstAdministratorLink: firstLink(firstAdministratorLink) }),
    };
    if (storage.ownsServer) await recordService(configuration.dataDirectory, baseUrl);
    process.stdout.write(
      banner({
        ...told,
        isNew,
        readOnly: storage.gate.isReadOnly,
        worker: options.worker,
        recovered: storage.recovered,
        underWay,
      }),
    );
    announceReady({ kind: 'service', ...told });
    const reason = await stop;
    log.info({ reason }, 'Stopping: running requests and jobs are finished first');
    stopping.abort();
    const serveOn = reason === 'SIGTERM' && !storage.ownsServer ? configuration.drainSeconds : 0;
    await Promise.all([stopServing(listening, serveOn), working.stop()]);
    if (storage.ownsServer) await forgetService(configuration.dataDirectory);
  } finally {
    await installation.close();
  }
}

/** Balancers learn from `/readyz` that this process leaves; until they did, it serves what they still send. */
async function stopServing(listening: Listening, serveOnSeconds: number): Promise<void> {
  listening.drain();
  await delay(serveOnSeconds * 1_000);
  await listening.close();
}

/** Loaded while the database starts. */
async function loadModules({ worker }: ServiceOptions) {
  const [{ compose }, { ensureInstance }, { oneTimeLinkUrl }, { createHttpService }, { takePart }, work] =
    await Promise.all([
      import('./compose.ts'),
      import('../application/accounts/ensure-instance.ts'),
      import('../application/accounts/one-time-link.ts'),
      import('./create-http-service.ts'),
      import('./take-part.ts'),
      worker ? import('./start-work.ts') : undefined,
    ]);
  return { compose, ensureInstance, oneTimeLinkUrl, createHttpService, takePart, startWork: work?.startWork };
}

async function countRunningJobs({ storage }: { readonly storage: import('./open-storage.ts').Storage }) {
  const { eq } = await import('../application/ports/query.ts');
  return storage.database.syncJobs.countAcrossTenants(eq('state', 'running'));
}
