import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertSyncJob, newSyncJob } from '../../src/application/provisioning/new-sync-job.ts';
import type { Json } from '../../src/domain/provisioning/directory-user.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
let org: OrganizationFixture;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  org = await createOrganizationFixture(api.app);
});
afterAll(() => api.close());

const newJob = () =>
  newSyncJob(api.app, org.tenant, {
    kind: 'group_changed',
    priority: 'change',
    summary: 'Change the members of Engineering',
    requestId: 'request',
    subjects: { kind: 'accounts', accountIds: [] },
  });

const readRequest = async (jobId: string) =>
  (await api.call('getSyncJob', { params: { organization: org.tenant, jobId } }, admin)).request;

const withMembers = (count: number): Json => ({
  method: 'PUT',
  path: '/Groups/1',
  body: {
    members: Array.from({ length: count }, (_, place) => ({ value: `member "${place}"\n` })),
    displayName: 'É\\',
  },
});

describe('the request of a sync job', () => {
  it.each([1, 500])('is read as it was recorded, with %i members', async (count) => {
    const job = newJob();
    await api.database.transaction(async (tx) => insertSyncJob(tx, job, withMembers(count)));
    expect(await readRequest(job.id)).toEqual(withMembers(count));
  });

  it('is read where it was stored as what it says, before large ones became texts', async () => {
    const job = newJob();
    await api.database.transaction(async (tx) => {
      tx.syncJobs.insert({ ...job, hasStoredRequest: true });
      tx.syncJobRequests.insert({ id: job.id, tenant: job.tenant, body: withMembers(2) });
    });
    expect(await readRequest(job.id)).toEqual(withMembers(2));
  });
});
