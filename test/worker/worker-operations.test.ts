import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { projectRoot } from '../../src/main/project-root.ts';
import { createOrganizationFixture } from '../support/organization-fixture.ts';
import { until } from '../support/until.ts';
import { startWorkerProcesses, type WorkerProcesses } from '../support/worker-processes.ts';

jest.setTimeout(60_000);

describe('a worker process that is told a port', () => {
  let processes: WorkerProcesses;
  let url: string;

  beforeAll(async () => {
    processes = await startWorkerProcesses(1, { WORKER_METRICS_PORT: '0' });
    const ready = processes.workers[0]?.ready;
    url = (ready?.kind === 'worker' && ready.operationsUrl) || '';
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
  afterAll(() => processes?.close());

  const get = (path: string) => fetch(`${url}${path}`);

  it('serves health there, and nothing else', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/readyz')).json()).toMatchObject({ status: 'ready' });
    for (const path of ['/', '/api/v1/session', '/scim/v2/Users']) expect((await get(path)).status).toBe(404);
  });

  it('tells what it did about sync jobs, and how the installation stands', async () => {
    const organization = await createOrganizationFixture(processes.accepting().app);
    await organization.addUser('ana');
    await processes.settled(organization.tenant);
    const text = await until('the job to be counted', async () => {
      const metrics = await (await get('/metrics')).text();
      return metrics.includes('holdfast_sync_jobs_rested_total{state="applied",kind="user_created"} 1') && metrics;
    });
    expect(text).toMatch(/^holdfast_worker_chunk_seconds_count [1-9]/m);
    expect(text).toContain('holdfast_sync_job_seconds_count{priority="change"} 1');
    expect(text).toContain('holdfast_queue_lag_seconds{priority="removal"} 0');
    expect(text).toMatch(/^holdfast_queue_depth\{priority="change"\} \d+$/m);
    expect(text).toContain('holdfast_open_holds 0');
  });

  it('satisfies the health check of the container, which fails where nothing listens', async () => {
    expect(await healthOf(new URL(url).port)).toBe(0);
    expect(await healthOf('1')).toBe(1);
  });
});

async function healthOf(port: string): Promise<number> {
  const script = join(projectRoot, 'scripts/check-health.mjs');
  const child = spawn(process.execPath, [script, 'worker'], {
    env: { ...process.env, NODE_OPTIONS: '', WORKER_METRICS_PORT: port },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code as number;
}
