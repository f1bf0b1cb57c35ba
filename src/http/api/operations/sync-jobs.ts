import { operation } from '../operation.ts';
import { Id } from '../schemas/scalars.ts';
import {
  SyncJob,
  SyncJobDetail,
  SyncJobOutcomePage,
  SyncJobOutcomeQuery,
  SyncJobPage,
  SyncJobQuery,
} from '../schemas/sync-job.ts';
import { inOrganization } from './in-organization.ts';

const tag = 'Sync jobs';
const oneJob = inOrganization({ jobId: Id });

export const syncJobOperations = {
  listSyncJobs: operation({
    method: 'get',
    path: '/organizations/{organization}/sync-jobs',
    tag,
    summary: 'List sync jobs, newest first',
    action: 'sync_jobs.read',
    params: inOrganization(),
    query: SyncJobQuery,
    status: 200,
    answer: SyncJobPage,
  }),
  streamSyncJobs: operation({
    method: 'get',
    path: '/organizations/{organization}/sync-jobs/events',
    tag,
    summary: 'Follow sync jobs live',
    description:
      'Server-sent events: `job` carries a SyncJob whenever one is accepted or changes. Nothing is replayed: read the list after `ready`.',
    action: 'sync_jobs.read',
    params: inOrganization(),
    status: 200,
    events: 'Events `ready`, and `job` whose data is a SyncJob',
  }),
  getSyncJob: operation({
    method: 'get',
    path: '/organizations/{organization}/sync-jobs/{jobId}',
    tag,
    summary: 'Read a sync job with its request',
    action: 'sync_jobs.read',
    params: oneJob,
    status: 200,
    answer: SyncJobDetail,
  }),
  listSyncJobOutcomes: operation({
    method: 'get',
    path: '/organizations/{organization}/sync-jobs/{jobId}/outcomes',
    tag,
    summary: 'List what became of each person of a sync job',
    action: 'sync_jobs.read',
    params: oneJob,
    query: SyncJobOutcomeQuery,
    status: 200,
    answer: SyncJobOutcomePage,
  }),
  retrySyncJob: operation({
    method: 'post',
    path: '/organizations/{organization}/sync-jobs/{jobId}/retry',
    tag,
    summary: 'Queue a failed job again',
    description:
      'It goes on where it stood. Only a job that is `failed`: any other answers 409. A held job is decided again by itself when another administrator can sign in, or through its hold.',
    action: 'sync_jobs.retry',
    params: oneJob,
    status: 200,
    answer: SyncJob,
  }),
};
