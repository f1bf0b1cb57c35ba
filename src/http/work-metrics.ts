import { Counter, Histogram, type Registry } from 'prom-client';
import type { WorkObserver } from '../application/provisioning/observe-work.ts';
import type { SyncJobKind } from '../domain/provisioning/sync-job.ts';

const DEACTIVATIONS: ReadonlySet<SyncJobKind> = new Set(['user_deactivated', 'user_deleted']);

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** What this process does about sync jobs. Others of the installation measure theirs: sum over all of them. */
export function registerWorkMetrics(registry: Registry): WorkObserver {
  const units = new Histogram({
    name: 'holdfast_worker_chunk_seconds',
    help: 'Time to decide about one batch of small sync jobs, or one chunk of a long one',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const rested = new Counter({
    name: 'holdfast_sync_jobs_rested_total',
    help: 'Sync jobs that came to rest in this process, by what became of them',
    labelNames: ['state', 'kind'],
    registers: [registry],
  });
  const latency = new Histogram({
    name: 'holdfast_sync_job_seconds',
    help: 'Time from the acceptance of a sync job until it came to rest',
    labelNames: ['priority'],
    buckets: SECONDS,
    registers: [registry],
  });
  // The objective the service holds itself to: from the acceptance of a deactivation to the end of the last session.
  const deactivations = new Histogram({
    name: 'holdfast_deactivation_seconds',
    help: 'Time from the acceptance of a deactivation until access had ended, of those this process applied',
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    worked: (seconds) => units.observe(seconds),
    rested: ({ state, kind, priority, createdAt, finishedAt = createdAt }) => {
      const seconds = (Date.parse(finishedAt) - Date.parse(createdAt)) / 1000;
      rested.inc({ state, kind });
      latency.observe({ priority }, seconds);
      if (DEACTIVATIONS.has(kind) && state !== 'failed') deactivations.observe(seconds);
    },
  };
}
