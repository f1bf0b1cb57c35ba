import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administer, createTestDatabase, dropTestDatabase, testServerUrl } from '../support/embedded-database.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

describe('a database of one’s own (DATABASE_URL)', () => {
  let serverUrl: string;
  let databaseUrl: string;
  const run = (...args: string[]) =>
    runHoldfast(args, { environment: { DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'warn' } });

  beforeAll(async () => {
    serverUrl = await testServerUrl();
    databaseUrl = await createTestDatabase(serverUrl);
  });
  afterAll(() => dropTestDatabase(serverUrl, databaseUrl));

  it('is left alone by everything but migrate and start until it is migrated', async () => {
    const sentence = 'holdfast: The database does not have the schema of this version: run "holdfast migrate" first.\n';
    for (const args of [['serve'], ['worker'], ['organization', 'list']]) {
      const { code, stdout, stderr } = await run(...args);
      expect({ args, code, stdout, stderr }).toEqual({ args, code: 1, stdout: '', stderr: sentence });
    }
    const doctor = await run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/failed +Database: .*run "holdfast migrate" first/);
    for (let time = 1; time <= 2; time++) expect((await run('migrate')).code).toBe(0);
    expect((await run('organization', 'list', '--json')).stdout).toBe('[]\n');
  });

  it('is shared by an API process and a worker process, and by commands', async () => {
    const service = await startTestService({ worker: 'separate', environment: { DATABASE_URL: databaseUrl } });
    try {
      const api = await service.becomeFirstAdministrator();
      await api.post('/organizations', { name: 'Acme', slug: 'acme' });
      const rule = ['--organization', 'acme', '--group-name', 'Admins', '--role', 'admin', '--json'];
      const { jobId } = (await run('mapping', 'add', ...rule)).json<{ jobId: string }>();
      await until('the worker to apply what the command accepted', async () => {
        const job = await api.get<{ state: string }>(`/organizations/acme/sync-jobs/${jobId}`);
        return job.state === 'applied';
      });
      const doctor = await run('doctor');
      expect(doctor.code).toBe(0);
      expect(doctor.stdout).toMatch(/ok +Processes: seen alive: .*(serve on .*worker on|worker on .*serve on)/);
      expect((await service.worker?.kill()) ?? 'killed').toBe('killed');
      await administer(databaseUrl, 'drop index holdfast.accounts_unique_email');
      await until('the worker to be missed', async () => {
        const { stdout, code } = await run('doctor');
        expect(code).toBe(1);
        expect(stdout).toMatch(/failed +Indexes: accounts.unique_email is missing\n.*Run "holdfast migrate"/);
        return (
          /warning +Workers: none is seen/.test(stdout) && /Process: worker on .* ended without saying so/.test(stdout)
        );
      });
      expect((await run('migrate')).code).toBe(0);
      expect((await run('doctor')).stdout).toMatch(/ok +Indexes/);
      expect(service.service.output()).not.toContain('Data ');
    } finally {
      await service.stop();
    }
  });
});
