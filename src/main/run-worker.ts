import { announceReady } from './announce-ready.ts';
import type { Configuration } from './configuration/configuration.ts';
import { createLog } from './create-log.ts';
import { stopRequested } from './stop-signals.ts';

/** `holdfast worker`: applies sync jobs until it is asked to stop, then lets the running ones finish. */
export async function runWorker(configuration: Configuration): Promise<void> {
  const log = await createLog(configuration);
  const stop = stopRequested(() => log.warn({}, 'Stopped at once; unfinished jobs are taken up by another worker'));
  const [{ openStorage }, { compose }, { startWork }, { takePart }, { serveOperations }] = await Promise.all([
    import('./open-storage.ts'),
    import('./compose.ts'),
    import('./start-work.ts'),
    import('./take-part.ts'),
    import('./serve-operations.ts'),
  ]);
  const storage = await openStorage(configuration, { server: 'join', purpose: 'worker', migrate: false, log });
  const installation = await compose(configuration, storage, log).catch(async (error: unknown) => {
    await storage.close();
    throw error;
  });
  const stopping = new AbortController();
  const operations = await serveOperations(installation, configuration, stopping.signal).catch(
    async (error: unknown) => {
      await installation.close();
      throw error;
    },
  );
  const working = await takePart(installation, 'worker', log, () =>
    startWork(installation, configuration, log, operations?.work),
  );
  const operationsUrl = operations?.url;
  log.info({ concurrency: configuration.workerConcurrency, operationsUrl }, 'The worker takes jobs');
  announceReady({ kind: 'worker', ...(operationsUrl !== undefined && { operationsUrl }) });
  const reason = await stop;
  log.info({ reason }, 'The worker stops when its running jobs are done');
  stopping.abort();
  await working.stop();
  await operations?.close();
  await installation.close();
}
