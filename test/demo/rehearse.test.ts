import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService } from '../support/running-service.ts';

interface Report {
  readonly requests: number;
  readonly results: readonly { readonly claim: string; readonly passed: boolean; readonly reason?: string }[];
  readonly leftBehind: readonly string[];
}

describe('holdfast rehearse', () => {
  let service: TestService;
  let api: ApiClient;

  beforeAll(async () => {
    service = await startTestService();
    api = await service.becomeFirstAdministrator();
    await api.post('/organizations', { name: 'Acme', slug: 'acme' });
  });
  afterAll(() => service.stop());

  const tokenFor = async (type: string): Promise<string> => {
    const created = await api.post<{ token: { token: string } }>('/organizations/acme/connections', {
      type,
      name: type,
    });
    return created.token.token;
  };

  it.each(['okta', 'entra'])('finds that Holdfast does all that %s relies on, and cleans up', async (provider) => {
    const args = ['rehearse', provider, '--to', service.scimBaseUrl, '--token', await tokenFor(provider), '--json'];
    for (let time = 1; time <= 2; time++) {
      const run = await runHoldfast(args);
      const report = run.json<Report>();
      expect(report.results.filter(({ passed }) => !passed)).toEqual([]);
      expect(report.results.length).toBeGreaterThanOrEqual(20);
      expect({ code: run.code, leftBehind: report.leftBehind }).toEqual({ code: 0, leftBehind: [] });
    }
    const users = await api.list<{ connectionName: string }>('/organizations/acme/users');
    expect(users.filter(({ connectionName }) => connectionName === provider)).toEqual([]);
  });

  it('says of each behaviour what another server does wrong, and exits with 1', async () => {
    const forgetful = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/scim+json' });
      response.end(
        JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0 }),
      );
    });
    await new Promise<void>((resolve) => forgetful.listen(0, '127.0.0.1', resolve));
    const address = forgetful.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const to = `http://127.0.0.1:${port}/scim`;
    const { code, stdout } = await runHoldfast(['rehearse', 'okta', '--to', to, '--token', 'x']);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ a wrong token gets 401 with a SCIM error');
    expect(stdout).toContain('answered 200, not 401');
    expect(stdout).toContain('It builds on something that did not work before');
    await new Promise((resolve) => forgetful.close(resolve));
  });

  it('says so when there is no server', async () => {
    const { code, stderr } = await runHoldfast([
      'rehearse',
      'entra',
      '--to',
      'http://127.0.0.1:1/scim',
      '--token',
      'x',
    ]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'holdfast: No server answers at http://127.0.0.1:1/scim (ECONNREFUSED).\n',
    });
  });
});
