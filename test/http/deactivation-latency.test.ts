import { afterAll, beforeAll, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';
import { observeWork } from '../../src/application/provisioning/observe-work.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, openApiFixture } from './api-fixture.ts';

let api: ApiFixture;
beforeAll(async () => {
  api = await openApiFixture();
});
afterAll(() => api.close());

it('the time from a deactivation to the end of access is measured once per deactivation', async () => {
  const org = await createOrganizationFixture(api.app);
  const ada = await org.addUser('ada');
  const joined = await org.latestJob();
  await org.setActive(ada, false);
  const left = await org.latestJob();
  api.pass(2_000);
  const apply = observeWork(applySyncJobs, api.metrics.work);
  const { signal } = new AbortController();
  await apply(api.app, org.tenant, [joined, left], signal);
  api.pass(1_000);
  await apply(api.app, org.tenant, [joined, left], signal);
  const { text } = await supertest(api.http).get('/metrics');
  expect(text).toContain('holdfast_deactivation_seconds_count 1');
  expect(text).toContain('holdfast_worker_chunk_seconds_count 2');
  expect(text).toContain('holdfast_sync_jobs_rested_total{state="applied",kind="user_created"} 1');
  expect(text).toContain('holdfast_sync_jobs_rested_total{state="applied",kind="user_deactivated"} 1');
  expect(text).toContain('holdfast_sync_job_seconds_count{priority="removal"} 1');
  const [, sum] = /^holdfast_deactivation_seconds_sum (\S+)/m.exec(text) ?? [];
  expect(Number(sum)).toBeGreaterThanOrEqual(2);
});
