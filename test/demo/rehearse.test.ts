import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { REHEARSALS } from '../../src/story/rehearsal/rehearsals.ts';
import type { RehearsalReport } from '../../src/story/rehearsal/report.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService } from '../support/running-service.ts';

interface Created {
  readonly connection: { readonly id: string };
  readonly token: { readonly id: string; readonly token: string };
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

describe('holdfast rehearse', () => {
  let service: TestService;
  let api: ApiClient;
  let folder: string;

  beforeAll(async () => {
    service = await startTestService();
    api = await service.becomeFirstAdministrator();
    await api.post('/organizations', { name: 'Acme', slug: 'acme' });
    folder = await mkdtemp(join(tmpdir(), 'holdfast-rehearsal-'));
  }, 120_000);
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });

  const connect = (type: string, name = type) =>
    api.post<Created>('/organizations/acme/connections', { type, name: `${name} ${Math.random()}` });
  const at = ({ connection }: Created) => `/organizations/acme/connections/${connection.id}`;
  const rehearse = (token: string, ...more: string[]) =>
    runHoldfast(['rehearse', '--to', service.scimBaseUrl, '--token', token, ...more]);
  const scim = async (token: string, method: string, path: string, body?: object) => {
    const answer = await fetch(`${service.scimBaseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as { id: string; Resources: { userName: string }[]; totalResults: number };
  };

  it('finds, twice, that Holdfast does all that every client relies on, and leaves what was there alone', async () => {
    const created = await connect('generic');
    const { token } = created.token;
    const kept = await scim(token, 'POST', '/Users', { schemas: [USER], userName: 'kept@acme.example', active: true });
    const before = await scim(token, 'GET', `/Users/${kept.id}`);
    const reportFile = join(folder, 'report.json');
    for (let time = 1; time <= 2; time++) {
      const run = await rehearse(token, '--json', '--report', reportFile);
      const report = run.json<RehearsalReport>();
      const failed = report.clients.flatMap(({ behaviours }) =>
        behaviours.filter(({ outcome }) => outcome !== 'passed'),
      );
      expect(failed).toEqual([]);
      expect(report.clients.map(({ client }) => client)).toEqual(REHEARSALS.map(({ id }) => id));
      expect(report.clients.flatMap(({ leftBehind }) => leftBehind)).toEqual([]);
      expect({ code: run.code, passed: report.passed, stderr: run.stderr }).toEqual({
        code: 0,
        passed: true,
        stderr: '',
      });
      expect(report.instance).toEqual({ address: service.scimBaseUrl, server: expect.stringMatching(/^Holdfast\/\d/) });
      expect(JSON.parse(readFileSync(reportFile, 'utf8'))).toEqual(report);
      expect(run.stdout).not.toMatch(new RegExp(`${token.slice(-20)}|pl4ceHolder|kept@acme`));
    }
    expect(await scim(token, 'GET', '/Users')).toMatchObject({ totalResults: 1, Resources: [before] });
    expect(await scim(token, 'GET', '/Groups')).toMatchObject({ totalResults: 0 });
  }, 120_000);

  it('says of each behaviour what was sent, expected and answered, of the clients that were asked for', async () => {
    const { token } = (await connect('okta')).token;
    const file = join(folder, 'report.md');
    const run = await rehearse(token, '--client', 'okta,google', '--details', '--report', file);
    expect(run.stdout).toContain('✓ a wrong token gets 401 with a SCIM error');
    expect(run.stdout).toMatch(/sent +PUT \/Users\/\S+ \{"schemas"/);
    expect(run.stdout).toContain('"password":"[removed]"');
    expect(run.stdout).toMatch(/Passed: all \d+ behaviours of 3 clients\.\n/);
    const markdown = readFileSync(file, 'utf8');
    expect(markdown).toContain('# SCIM rehearsal: passed');
    expect(markdown).toMatch(/^\| Google Workspace \| 6 \| 0 \| 0 \| \d+ \|$/m);
    expect(markdown).toMatch(
      /^\| users are listed as plain JSON \| GET \/Users \| 200;.* \| 200 in \d+ ms;.* \| ✓ \|$/m,
    );
    expect((await rehearse(token, 'entra-flag', '--json')).json<RehearsalReport>().clients).toHaveLength(1);
  }, 60_000);

  it('cleans up and says how far it came when it is interrupted', async () => {
    const { token } = (await connect('generic')).token;
    const interrupted = await runHoldfast(['rehearse', '--to', service.scimBaseUrl, '--token', token], {
      interruptWhen: (stdout) => stdout.includes('Microsoft Entra ID, without the flag'),
    });
    expect(interrupted.code).toBe(130);
    expect(interrupted.stdout).toContain('Stopped before the end: It was interrupted.');
    expect(interrupted.stdout).not.toContain('could not be removed');
    expect((await scim(token, 'GET', '/Users')).totalResults).toBe(0);
    expect((await scim(token, 'GET', '/Groups')).totalResults).toBe(0);
  }, 60_000);

  it('waits as long as it is told when it comes too fast', async () => {
    const created = await connect('generic');
    await api.patch(at(created), { rateLimit: { requestsPerSecond: 10, burst: 3 } });
    const report = (await rehearse(created.token.token, '--client', 'entra-flag', '--json')).json<RehearsalReport>();
    expect(report.passed).toBe(true);
  }, 60_000);

  it.each([
    [
      'a token that is cut off',
      (token: string) => [service.scimBaseUrl, token.slice(0, -4)],
      /^holdfast: The token is not right \(“/,
    ],
    [
      'a base URL without its path',
      (token: string) => [service.baseUrl, token],
      /SCIM is at http:\S+\/scim\/v2, give that with --to\.\n$/,
    ],
    [
      'a base URL with too much in it',
      (token: string) => [`${service.scimBaseUrl}/Users`, token],
      /SCIM is at http:\S+\/scim\/v2, give/,
    ],
    [
      'no server',
      (token: string) => ['http://127.0.0.1:1/scim', token],
      /^holdfast: No server answers at http:\S+ \(ECONNREFUSED\)\.\n$/,
    ],
  ])('stops at once, with one sentence, at %s', async (_what, given, sentence) => {
    const { token } = (await connect('generic')).token;
    const [to = '', used = ''] = given(token);
    const { code, stdout, stderr } = await runHoldfast(['rehearse', 'entra', '--to', to, '--token', used]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('stops at once when the connection is paused, or the token was revoked or is for one person', async () => {
    const created = await connect('generic');
    const { token } = created.token;
    const user = await scim(token, 'POST', '/Users', { schemas: [USER], userName: 'me@acme.example', active: true });
    const own = await api.post<{ token: string }>(`${at(created)}/tokens`, { directoryUserId: user.id });
    const complaint = async (used: string) => {
      const { code, stdout, stderr } = await rehearse(used);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      return stderr;
    };
    expect(await complaint(own.token)).toContain('give a token of the whole connection');
    await api.post(`${at(created)}/pause`);
    expect(await complaint(token)).toContain('This connection is paused');
    await api.post(`${at(created)}/resume`);
    await api.delete(`${at(created)}/tokens/${created.token.id}`);
    expect(await complaint(token)).toContain('The token was revoked (“');
  }, 60_000);

  it('names every client in its help', async () => {
    const { stdout } = await runHoldfast(['rehearse', '--help']);
    const [, listed = ''] = /Clients: ([^.]+)\./.exec(stdout) ?? [];
    const names = listed.match(/[a-z]+(?:-[a-z]+)?/g) ?? [];
    expect(names.filter((name) => name !== 'okta' && name !== 'entra')).toEqual(REHEARSALS.map(({ id }) => id));
  });

  it('refuses options that cannot work before it sends anything', async () => {
    const refusals = await Promise.all(
      [
        ['--token', 'env:NOT_THERE'],
        ['--token', 'x', '--report', join(folder, 'report.pdf')],
        ['--token', 'x', '--report', join(folder, 'nowhere', 'report.json')],
        ['--token', 'two words'],
      ].map((more) => runHoldfast(['rehearse', '--to', 'http://127.0.0.1:1', ...more])),
    );
    expect(refusals.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(refusals.map(({ stderr }) => stderr)).toEqual([
      'holdfast: --token names NOT_THERE, which is not in the environment.\n',
      'holdfast: --report takes the name of a file that ends with .json, or with .md for people.\n',
      expect.stringMatching(/^holdfast: --report: .* cannot be written \(ENOENT\)\.\n$/),
      'holdfast: --token holds no token: copy the token of the connection, and nothing else.\n',
    ]);
  });

  it('says of each behaviour what another server does wrong, and exits with 1', async () => {
    const forgetful = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/scim+json' });
      response.end(JSON.stringify({ schemas: [LIST], totalResults: 0 }));
    });
    const { code, stdout } = await runHoldfast(['rehearse', 'okta', '--to', forgetful.url, '--token', 'x']);
    expect(code).toBe(1);
    expect(stdout).toContain('✗ a wrong token gets 401 with a SCIM error');
    expect(stdout).toContain('answered 200, not 401');
    expect(stdout).toContain('It builds on something that did not work before');
    expect(stdout).toMatch(/Failed: \d+ of \d+ behaviours of 2 clients\./);
    await forgetful.close();
  });

  it('ends early when the server goes out of order meanwhile', async () => {
    let asked = 0;
    const failing = await serve((_request, response) => {
      asked++;
      response.writeHead(asked <= 5 ? 200 : 503, { 'content-type': 'application/scim+json', 'retry-after': '60' });
      response.end(JSON.stringify({ schemas: [LIST], totalResults: 0, startIndex: 1, itemsPerPage: 0 }));
    });
    const { code, stdout } = await runHoldfast(['rehearse', '--to', failing.url, '--token', 'x']);
    expect(code).toBe(1);
    expect(stdout).toContain('Stopped before the end: it answers 503');
    expect(asked).toBeLessThan(15);
    await failing.close();
  });
});

async function serve(listener: RequestListener): Promise<{ readonly url: string; close(): Promise<unknown> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/scim`, close: () => new Promise((resolve) => server.close(resolve)) };
}
