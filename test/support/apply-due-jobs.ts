import type { Application } from '../../src/application/application.ts';
import { and, isIn, lte } from '../../src/application/ports/query.ts';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';

const never = new AbortController().signal;

/** Applies jobs of an organization until none is due: what a worker does, without a queue. `order` arranges each round. */
export async function applyDueJobs(
  app: Application,
  tenant: string,
  order: (jobIds: string[]) => string[] = (jobIds) => jobIds,
): Promise<void> {
  for (let round = 0; round < 1_000; round++) {
    const due = await app.database.syncJobs.find(tenant, {
      where: and(isIn('state', ['queued', 'running']), lte('dueAt', '9999')),
      sort: [{ field: 'createdAt' }],
      limit: 50,
    });
    if (due.length === 0) return;
    const now = app.clock.now();
    const ready = due.filter((job) => job.state === 'running' || job.dueAt <= now).map((job) => job.id);
    if (ready.length === 0) return;
    await applySyncJobs(app, tenant, order(ready), never);
  }
  throw new Error('Jobs keep coming back');
}
