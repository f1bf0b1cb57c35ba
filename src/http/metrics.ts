import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Application } from '../application/application.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import { and, eq, isIn, lte } from '../application/ports/query.ts';
import { applySyncJobsDefinition } from '../application/provisioning/apply-sync-jobs.definition.ts';
import type { WorkObserver } from '../application/provisioning/observe-work.ts';
import type { Hold } from '../domain/access/hold.ts';
import {
  type PriorityClass,
  SYNC_JOB_TRANSITIONS,
  type SyncJob,
  type SyncJobState,
} from '../domain/provisioning/sync-job.ts';
import { registerWorkMetrics } from './work-metrics.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Measures every request by method, route template and status. */
  readonly measureRequests: RequestHandler;
  /** Measures what this process does about sync jobs. */
  readonly work: WorkObserver;
}

const PRIORITIES: readonly PriorityClass[] = ['removal', 'change', 'bulk'];

type MetricsApplication = Pick<Application, 'database' | 'clock' | 'reportError'>;

/** States in which a job is not at rest or waits for somebody; the others only ever grow and are counted by nobody. */
const COUNTED_STATES: readonly SyncJobState[] = (Object.keys(SYNC_JOB_TRANSITIONS) as SyncJobState[]).filter(
  (state) => SYNC_JOB_TRANSITIONS[state].length > 0,
);

/** The registry of one process. Gauges about the whole installation are read from the database at each scrape. */
export function createMetrics(app: MetricsApplication, queue: Pick<JobQueue, 'depth'>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'holdfast_http_request_duration_seconds',
    help: 'Time to answer HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  registerInstallationGauges(registry, app, queue);
  return {
    registry,
    measureRequests: (request, response, next) => {
      const end = requests.startTimer({ method: request.method });
      response.once('close', () => {
        const route: unknown = request.route?.path;
        end({
          route: typeof route === 'string' ? `${mountOf(request.originalUrl)}${route}` : routeOf(request.originalUrl),
          status: response.statusCode,
        });
      });
      next();
    },
    work: registerWorkMetrics(registry),
  };
}

const mountOf = (url: string): string =>
  ['/api/v1', '/api/reference', '/scim/v2', '/oauth'].find((mount) => url.startsWith(mount)) ?? '';

/** Requests that no route template took: only their first part, so that made-up addresses make no new series. */
const routeOf = (url: string): string => {
  const [, first = ''] = url.split(/[/?]/);
  return ['api', 'scim', 'oauth', 'assets'].includes(first) ? `/${first}/*` : '/*';
};

function registerInstallationGauges(registry: Registry, app: MetricsApplication, queue: Pick<JobQueue, 'depth'>): void {
  const failures = new Counter({
    name: 'holdfast_metrics_failures_total',
    help: 'Gauges that could not be read from the database or the queue',
    registers: [registry],
  });
  /** A gauge that cannot be read is left out of the scrape, which itself goes on. */
  const gauge = (name: string, help: string, labelNames: string[], read: (gauge: Gauge) => Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        this.reset();
        // A reset gauge without labels would claim zero.
        if (labelNames.length === 0) this.remove();
        try {
          await read(this);
        } catch {
          failures.inc();
        }
      },
    });
  gauge(
    'holdfast_sync_jobs',
    'Sync jobs that are not at rest or wait for somebody, by state',
    ['state'],
    async (jobs) => {
      for (const state of COUNTED_STATES) {
        jobs.set({ state }, await app.database.syncJobs.countAcrossTenants(eq<SyncJob>('state', state)));
      }
    },
  );
  gauge('holdfast_open_holds', 'Open holds of all organizations', [], async (holds) => {
    holds.set(await app.database.holds.countAcrossTenants(eq<Hold>('state', 'open')));
  });
  gauge('holdfast_oldest_open_hold_seconds', 'Age of the oldest open hold; 0 without one', [], async (age) => {
    const [oldest] = await app.database.holds.findAcrossTenants({
      where: eq<Hold>('state', 'open'),
      sort: [{ field: 'openedAt' }],
      limit: 1,
    });
    age.set(oldest ? Math.max(0, (Date.parse(app.clock.now()) - Date.parse(oldest.openedAt)) / 1000) : 0);
  });
  gauge(
    'holdfast_queue_lag_seconds',
    'How long the sync job that is due longest has been due, by class; 0 without one',
    ['priority'],
    async (lag) => {
      for (const priority of PRIORITIES) lag.set({ priority }, await secondsDue(app, priority));
    },
  );
  gauge('holdfast_queue_depth', 'Queued work that no worker has taken yet, by class', ['priority'], async (depth) => {
    for (const [priority, count] of Object.entries(await queue.depth(applySyncJobsDefinition))) {
      depth.set({ priority }, count);
    }
  });
}

async function secondsDue({ database, clock }: MetricsApplication, priority: PriorityClass): Promise<number> {
  const now = clock.now();
  const [longest] = await database.syncJobs.findAcrossTenants({
    where: and(isIn<SyncJob>('state', ['queued', 'running']), eq('priority', priority), lte('dueAt', now)),
    sort: [{ field: 'dueAt' }],
    limit: 1,
  });
  return longest ? (Date.parse(now) - Date.parse(longest.dueAt)) / 1000 : 0;
}
