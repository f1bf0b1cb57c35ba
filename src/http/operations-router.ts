import express, { type Router } from 'express';
import type { Application } from '../application/application.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import type { Metrics } from './metrics.ts';

export interface OperationsDependencies {
  readonly app: Pick<Application, 'database'>;
  readonly queue: Pick<JobQueue, 'ping'>;
  readonly metrics: Pick<Metrics, 'registry'>;
  /** Aborted when the process stops: from then on it is not ready. */
  readonly stopping: AbortSignal;
}

type Check = 'ok' | 'failed';

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work; a queue that is gone is told but does not make it
 * unready, since SCIM goes on accepting. `/metrics`: Prometheus.
 */
export function createOperationsRouter({ app, queue, metrics, stopping }: OperationsDependencies): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const [database, migrated, queueCheck] = await Promise.all([
      check(() => app.database.ping()),
      check(async () => {
        if (!(await app.database.isMigrated())) throw new Error('not migrated');
      }),
      check(() => queue.ping()),
    ]);
    const isReady = database === 'ok' && migrated === 'ok' && !stopping.aborted;
    response.status(isReady ? 200 : 503);
    if (!isReady) response.set('retry-after', '5');
    response.json({ status: isReady ? 'ready' : 'not ready', checks: { database, migrated, queue: queueCheck } });
  });
  router.get('/metrics', async (_request, response) => {
    response.set('content-type', metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

const check = async (work: () => Promise<void>): Promise<Check> => {
  try {
    await work();
    return 'ok';
  } catch {
    return 'failed';
  }
};
