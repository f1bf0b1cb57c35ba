import { z } from 'zod';
import type { JobDefinition } from '../ports/job-queue.ts';

/** How many sync jobs travel in one queued job at most. */
export const MAX_SYNC_JOBS_PER_BATCH = 50;

export interface ApplySyncJobsPayload {
  readonly tenant: string;
  readonly syncJobIds: readonly string[];
}

/** "These sync jobs of this organization are due": a hint, the jobs themselves stand in the database. */
export const applySyncJobsDefinition: JobDefinition<ApplySyncJobsPayload> = {
  name: 'provisioning.apply-sync-jobs',
  // What a newer version adds is left out rather than refused: its jobs come to older workers too while both run.
  payload: z.object({
    tenant: z.string().min(1),
    syncJobIds: z.array(z.string().min(1)).min(1).max(MAX_SYNC_JOBS_PER_BATCH),
  }),
  join: (one, other) => {
    const syncJobIds = [...new Set([...one.syncJobIds, ...other.syncJobIds])];
    return one.tenant === other.tenant && syncJobIds.length <= MAX_SYNC_JOBS_PER_BATCH
      ? { tenant: one.tenant, syncJobIds }
      : undefined;
  },
};
