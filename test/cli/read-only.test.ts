import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { FIRST_ADMINISTRATOR, startTestService, type TestService } from '../support/running-service.ts';
import { openTestDatabase, settingsOf, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

describe('read-only mode of a running installation', () => {
  let opened: TestDatabase;
  let environment: Record<string, string>;
  let service: TestService;
  let api: ApiClient;
  let token: string;
  const run = (...args: string[]) => runHoldfast(args, { environment });
  const readOnly = (...args: string[]) => run('read-only', ...args, '--json');
  const scim = (method: string, path: string, body?: unknown, baseUrl = service.scimBaseUrl) =>
    fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const user = (userName: string) => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName });
  const jobsInState = async (state: string) =>
    (await api.list<{ state: string }>('/organizations/acme/sync-jobs')).filter((job) => job.state === state).length;

  beforeAll(async () => {
    opened = await openTestDatabase();
    environment = { ...settingsOf(opened), PORT: '0', LOG_LEVEL: 'warn' };
    await run('migrate');
    service = await startTestService({ worker: 'separate', environment });
    api = await service.becomeFirstAdministrator();
    await run('organization', 'create', 'Acme', '--slug', 'acme');
    const args = ['connection', 'create', '--organization', 'acme', '--type', 'okta', '--name', 'Okta', '--json'];
    token = (await run(...args)).json<{ token: string }>().token;
    expect((await scim('POST', '/Users', user('ana@acme.example'))).status).toBe(201);
    await until('the first job', async () => (await jobsInState('applied')) === 1);
  });
  afterAll(async () => {
    await service?.stop();
    await opened.close();
  });

  it('is switched on for every process, refuses what would change anything, and is ended', async () => {
    const on = (await readOnly('on', '--reason', 'it is moved')).json<{ processes: { kind: string }[] }>();
    expect(on).toMatchObject({ readOnly: true, switched: true });
    expect(on.processes.map(({ kind }) => kind).sort()).toEqual(['serve', 'worker']);
    expect((await readOnly('status')).json()).toMatchObject({ readOnly: true, reason: 'it is moved' });

    const sentence = 'Holdfast is read-only just now: it is moved. Nothing was changed; try again later';
    for (const body of [user('bo@acme.example'), { schemas: [] }]) {
      const refused = await scim('POST', '/Users', body);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
      expect(await refused.json()).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '503',
        detail: sentence,
      });
    }
    const rehearsal = await run('rehearse', '--to', service.scimBaseUrl, '--token', token);
    expect(rehearsal).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `holdfast: This instance takes no changes just now (“${sentence}”): rehearse after “holdfast read-only off”.\n`,
    });
    const list = await scim('GET', '/Users');
    expect([list.status, await list.json()]).toMatchObject([200, { totalResults: 1 }]);

    await expect(api.post('/organizations', { name: 'Other', slug: 'other' })).rejects.toThrow(sentence);
    expect(await api.get('/organizations/acme')).toMatchObject({ slug: 'acme' });
    const signIn = await fetch(`${service.baseUrl}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: FIRST_ADMINISTRATOR.email, password: FIRST_ADMINISTRATOR.password }),
    });
    expect([signIn.status, signIn.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await signIn.json()).toMatchObject({ type: 'urn:holdfast:problem:read-only', detail: sentence });
    const refusedCommand = await run('team', 'create', 'Red', '--organization', 'acme');
    expect(refusedCommand).toMatchObject({ code: 1, stderr: `holdfast: ${sentence}.\n` });

    expect((await readOnly('off')).json()).toEqual({ readOnly: false, switched: true });
    await until('a change to be taken again', async () => {
      const { status } = await scim('POST', '/Users', user('bo@acme.example'));
      return status === 201;
    });
    await until('the worker to take jobs again', async () => (await jobsInState('applied')) === 2);
  });

  it('is for one process alone with --read-only', async () => {
    const { spawnHoldfast } = await import('../../src/main/spawn-holdfast.ts');
    const second = await spawnHoldfast(['serve', '--read-only'], { environment });
    try {
      if (second.ready.kind !== 'service') throw new Error('Not a service');
      const there = `${second.ready.baseUrl}/scim/v2`;
      expect((await scim('POST', '/Users', user('cy@acme.example'), there)).status).toBe(503);
      expect((await scim('GET', '/Users', undefined, there)).status).toBe(200);
      expect((await scim('POST', '/Users', user('cy@acme.example'))).status).toBe(201);
    } finally {
      await second.stop();
    }
  });
});
