import { z } from 'zod';
import { ConnectionType } from './connection.ts';
import { Id, Time } from './scalars.ts';
import { SyncJobState } from './sync-job.ts';

const byState = z.partialRecord(SyncJobState, z.int());

/** Sync health of an organization at a glance. */
export const Overview = z
  .object({
    at: Time,
    jobsByState: byState.describe('Jobs accepted in the last 24 hours'),
    jobsPerHour: z.array(z.object({ hour: Time, total: z.int(), byState })).describe('The last 24 hours, oldest first'),
    waitingJobs: z.int().describe('Queued or running now, however old'),
    openHolds: z.int(),
    oldestOpenHoldSeconds: z.int().optional(),
    people: z.object({ active: z.int(), suspended: z.int(), ended: z.int() }),
    connections: z.array(
      z.object({
        id: Id,
        name: z.string(),
        type: ConnectionType,
        state: z.enum(['active', 'paused', 'deleted']),
        lastRequestAt: Time.optional(),
      }),
    ),
  })
  .meta({ id: 'Overview' });
