import type { WorkObserver } from '../application/provisioning/observe-work.ts';
import { createOperationsApp } from '../http/create-operations-app.ts';
import { type Listening, listen } from '../http/listen.ts';
import { createMetrics } from '../http/metrics.ts';
import type { Installation } from './compose.ts';
import type { Configuration } from './configuration/configuration.ts';

/**
 * Health and metrics of a worker process, on a port of their own, when the configuration names one.
 * @throws PortTaken, CannotListen
 */
export async function serveOperations(
  { app, queue }: Installation,
  { workerMetricsHost: host, workerMetricsPort: port }: Pick<Configuration, 'workerMetricsHost' | 'workerMetricsPort'>,
  stopping: AbortSignal,
): Promise<(Listening & { readonly work: WorkObserver }) | undefined> {
  if (port === undefined) return undefined;
  const metrics = createMetrics(app, queue);
  const http = createOperationsApp({ app, queue, metrics, stopping });
  return { ...(await listen(http, { host, port, isHarmless: true })), work: metrics.work };
}
