import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/infrastructure/postgres/embedded/server-process.ts';
import { type RunResult, runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService, temporaryFolder } from '../support/running-service.ts';
import { until } from '../support/until.ts';

describe('the command line, while the service runs', () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIRECTORY: folder, LOG_LEVEL: 'warn', PORT: '0', BASE_URL: 'https://holdfast.example' };
  let service: TestService | undefined;
  let port: number;
  let connection: { connectionId: string; scimBaseUrl: string; token: string };

  const run = (...args: string[]): Promise<RunResult> => runHoldfast(args, { environment });
  const done = async (...args: string[]): Promise<RunResult> => {
    const result = await run(...args);
    expect({ args, code: result.code, stderr: result.stderr }).toEqual({ args, code: 0, stderr: '' });
    return result;
  };

  beforeAll(async () => {
    port = await freePort();
    service = await startTestService({
      dataDirectory: folder,
      environment: { BASE_URL: environment.BASE_URL, PORT: String(port) },
    });
    await done('organization', 'create', 'Acme', '--slug', 'acme');
    await done('team', 'create', 'Engineering', '--organization', 'acme');
    await done('project', 'create', 'Apollo', '--organization', 'acme', '--team', 'engineering');
    const args = ['connection', 'create', '--organization', 'acme', '--type', 'okta', '--name', 'Okta', '--json'];
    connection = (await done(...args)).json();
  });

  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('creates a connection and prints what a script needs', async () => {
    expect(connection).toMatchObject({
      connectionId: expect.any(String),
      scimBaseUrl: 'https://holdfast.example/scim/v2',
      token: expect.stringMatching(/^hf_/),
    });
    const listed = await done('connection', 'list', '--organization', 'acme', '--json');
    expect(listed.json()).toEqual([expect.objectContaining({ id: connection.connectionId, state: 'active' })]);
  });

  it('prints tables for people', async () => {
    const { stdout } = await done('organization', 'list');
    expect(stdout).toMatch(/^Slug +Name/m);
    expect(stdout).toMatch(/^acme +Acme +any/m);
    expect((await done('jobs', 'list', '--organization', 'acme', '--state', 'failed')).stdout).toBe(
      'There are no such sync jobs.\n',
    );
  });

  it('pauses and resumes a connection by its name', async () => {
    const one = ['--connection', 'okta', '--organization', 'acme', '--json'];
    expect((await done('connection', 'pause', ...one)).json()).toMatchObject({ state: 'paused' });
    expect((await done('connection', 'resume', ...one)).json()).toMatchObject({ state: 'active' });
  });

  it('lists the requests of a connection with what is wrong, and changes its limits', async () => {
    const one = ['--connection', 'okta', '--organization', 'acme'];
    expect((await done('connection', 'requests', ...one)).stdout).toContain('No request has arrived yet');
    const headers = { authorization: `Bearer ${connection.token}` };
    await fetch(`http://127.0.0.1:${port}/Users?count=1`, { headers });
    const { mistakes, requests } = await until('the request to be listed', async () => {
      const listed = (await done('connection', 'requests', ...one, '--json')).json<{
        mistakes: { kind: string }[];
        requests: { path: string }[];
      }>();
      return listed.requests.length > 0 ? listed : undefined;
    });
    expect(mistakes).toMatchObject([{ kind: 'missing_scim_path' }]);
    expect(requests).toMatchObject([{ path: '/Users?count=1', status: 404, cause: 'wrong_address' }]);
    const { stdout } = await done('connection', 'requests', ...one, '--status', '4xx');
    expect(stdout).toMatch(/^Requests arrive at the wrong address/);
    expect(stdout).toContain('https://holdfast.example/scim/v2');
    expect((await done('connection', 'requests', ...one, '--status', '5xx')).stdout).toContain('no such requests');

    const limited = await done('connection', 'change', ...one, '--rate-limit', '10', '--kept-requests', '50', '--json');
    expect(limited.json()).toMatchObject({ rateLimit: { requestsPerSecond: 10, burst: 40 }, keptRequests: 50 });
    const back = await done('connection', 'change', ...one, '--rate-limit', 'default', '--kept-requests', 'default');
    expect(back.stdout).toContain('as many requests as the installation lets');
    expect((await run('connection', 'change', ...one)).stderr).toContain('Say what to change');
    const unmasked = await done('connection', 'unmask', ...one, '--for', '30m', '--json');
    expect(unmasked.json()).toMatchObject({ unmaskedUntil: expect.any(String) });
    expect((await done('connection', 'unmask', ...one, '--for', '0')).stdout).toContain('without personal values');
    expect((await run('connection', 'unmask', ...one, '--for', '25h')).code).toBe(1);
  });

  it('changes what is given of a connection', async () => {
    const one = ['--connection', 'okta', '--organization', 'acme', '--json'];
    const changed = await done('connection', 'change', ...one, '--nested-groups', 'ignore');
    expect(changed.json()).toMatchObject({ name: 'Okta', nestedGroups: 'ignore', whileHeld: 'end_sessions' });
  });

  it('rotates, lists and revokes tokens of a connection named by its id alone', async () => {
    const one = ['--connection', connection.connectionId, '--json'];
    const rotated = (await done('token', 'rotate', ...one, '--overlap', '24h')).json<{ id: string; token: string }>();
    expect(rotated.token).toMatch(/^hf_/);
    const before = (await done('token', 'list', ...one)).json<{ id: string; state: string; expiresAt?: string }[]>();
    expect(before).toHaveLength(2);
    expect(before.find((token) => token.id !== rotated.id)?.expiresAt).toBeDefined();
    await done('token', 'revoke', rotated.id, ...one);
    const after = (await done('token', 'list', ...one)).json<{ id: string; state: string }[]>();
    expect(after.find((token) => token.id === rotated.id)).toMatchObject({ state: 'revoked' });
  });

  it('creates, rotates, lists and revokes OAuth clients', async () => {
    const one = ['--connection', 'okta', '--organization', 'acme', '--json'];
    const created = (await done('oauth-client', 'create', ...one, '--name', 'Catalog', '--lifetime', '15m')).json<{
      id: string;
      clientId: string;
      clientSecret: string;
    }>();
    expect(created).toMatchObject({
      tokenEndpoint: 'https://holdfast.example/oauth/token',
      tokenLifetimeSeconds: 900,
      clientId: expect.stringMatching(/^hfc_/),
      clientSecret: expect.stringMatching(/^hfs_/),
    });
    const rotated = (await done('oauth-client', 'rotate', created.id, ...one, '--overlap', '1h')).json<
      typeof created
    >();
    expect(rotated.clientId).toBe(created.clientId);
    expect(rotated.clientSecret).not.toBe(created.clientSecret);
    await done('oauth-client', 'revoke', created.id, ...one);
    const listed = (await done('oauth-client', 'list', ...one)).json<{ id: string; state: string }[]>();
    expect(listed).toEqual([expect.objectContaining({ id: created.id, state: 'revoked' })]);
    expect((await done('oauth-client', 'list', ...one.slice(0, -1))).stdout).toMatch(/^Id +Name +State +Secrets/m);
  });

  it('applies, lists and deletes extension schemas', async () => {
    const one = ['--connection', 'okta', '--organization', 'acme'];
    const file = join(folder, 'hr.json');
    const schema = { id: 'urn:acme:hr:2.0:User', name: 'HR', attributes: [{ name: 'badge', type: 'string' }] };
    expect((await done('schema', 'list', ...one)).stdout).toContain('There are no extension schemas');
    await writeFile(file, JSON.stringify({ ...schema, schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'] }));
    expect((await done('schema', 'apply', ...one, '--file', file)).stdout).toContain(
      `Declared the schema ${schema.id}`,
    );
    await writeFile(file, JSON.stringify({ ...schema, attributes: [{ name: 'level', type: 'integer' }] }));
    const changed = await done('schema', 'apply', ...one, '--file', file, '--required', '--json');
    expect(changed.json()).toMatchObject({
      schema: { required: true, attributes: [{ name: 'level' }] },
      recordsChanged: 0,
    });
    expect((await done('schema', 'list', ...one)).stdout).toMatch(/urn:acme:hr:2\.0:User +HR +User +yes +level/);
    await writeFile(file, '{');
    const broken = await run('schema', 'apply', ...one, '--file', file);
    expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('is no JSON')]);
    await writeFile(file, JSON.stringify({ ...schema, attributes: [] }));
    const wrong = await run('schema', 'apply', ...one, '--file', file);
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('attributes')]);
    expect((await done('schema', 'delete', schema.id, ...one)).stdout).toContain(`Removed the schema ${schema.id}`);
    expect((await run('schema', 'delete', schema.id, ...one)).code).toBe(1);
  });

  it('adds, previews, lists and removes mappings; each edit is one sync job', async () => {
    const rule = ['--organization', 'acme', '--group-name', 'Owners', '--project', 'apollo', '--role', 'owner'];
    const preview = (await done('mapping', 'preview', ...rule, '--json')).json();
    expect(preview).toEqual({ people: 0, gains: [], losses: [], held: [], truncated: false });
    const added = (await done('mapping', 'add', ...rule, '--json')).json<{ mapping: { id: string }; jobId: string }>();
    const listed = await done('mapping', 'list', '--organization', 'acme', '--json');
    expect(listed.json()).toEqual([expect.objectContaining({ id: added.mapping.id, role: 'owner' })]);
    const table = await done('mapping', 'list', '--organization', 'acme');
    expect(table.stdout).toContain('project owner');
    expect((await done('jobs', 'show', added.jobId, '--json')).json()).toMatchObject({
      id: added.jobId,
      kind: 'mapping_created',
      summary: 'Create the mapping of every group called “Owners” to project owner of “Apollo”',
      outcomes: [],
    });
    const removal = ['--organization', 'acme', '--json'];
    const previewed = await done(
      'mapping',
      'preview',
      '--organization',
      'acme',
      '--remove',
      added.mapping.id,
      '--json',
    );
    expect(previewed.json()).toMatchObject({ people: 0 });
    await done('mapping', 'remove', added.mapping.id, ...removal);
    expect((await done('mapping', 'list', ...removal)).json()).toEqual([]);
  });

  it('maps a value of roles or entitlements', async () => {
    const rule = ['--organization', 'acme', '--role-value', 'Finance', '--role', 'billing_admin'];
    expect(await run('mapping', 'add', ...rule)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--connection'),
    });
    const added = await done('mapping', 'add', ...rule, '--connection', 'okta', '--json');
    const { mapping } = added.json<{ mapping: { id: string; match: object } }>();
    expect(mapping.match).toMatchObject({ by: 'attribute', attribute: 'roles', value: 'Finance' });
    expect((await done('mapping', 'list', '--organization', 'acme')).stdout).toMatch(/^Finance +roles +billing/m);
    expect((await run('mapping', 'add', ...rule, '--connection', 'okta')).code).toBe(1);
    await done('mapping', 'remove', mapping.id, '--organization', 'acme');
  });

  it('recovers an administrator and explains the role', async () => {
    const recovered = await done('recover-admin', '--organization', 'acme', '--email', 'root@acme.example', '--json');
    expect(recovered.json()).toMatchObject({
      created: true,
      link: { url: expect.stringContaining('https://holdfast.example/welcome#') },
    });
    const why = await done('why', '--organization', 'acme', '--account', 'ROOT@acme.example');
    expect(why.stdout).toContain('organization Acme: organization administrator');
    expect(why.stdout).toContain('given by hand (Recovered by an operator)');
    const link = (await done('link', '--email', 'root@acme.example', '--json')).json<{ url: string }>();
    expect(link.url).toMatch(/^https:\/\/holdfast\.example\/welcome#/);
  });

  it('lists no holds where there are none', async () => {
    expect((await done('holds', 'list', '--json')).json()).toEqual([]);
    expect((await done('holds', 'list', '--organization', 'acme')).stdout).toBe('There are no such holds.\n');
  });

  it('deletes a connection', async () => {
    const args = ['--organization', 'acme', '--json'];
    const other = await done('connection', 'create', ...args, '--type', 'generic', '--name', 'Other');
    const { connectionId } = other.json<{ connectionId: string }>();
    const deleted = await done('connection', 'delete', '--connection', connectionId, '--people', 'keep', '--json');
    expect(deleted.json()).toEqual({ jobId: expect.any(String) });
    expect((await done('connection', 'list', ...args)).json()).toHaveLength(1);
  });

  it('is found in order by the doctor', async () => {
    await done('recover-admin', '--instance', '--email', 'root@acme.example');
    const { stdout } = await done('doctor');
    expect(stdout).toMatch(/ok +Database: answers/);
    expect(stdout).toMatch(/ok +Clock: agrees/);
    expect(stdout).toMatch(/ok +Indexes: are all there/);
    expect(stdout).toMatch(/ok +Mode: takes changes/);
    expect(stdout).toMatch(/ok +Processes: seen alive: start on .+ \(process \d+\) \d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(/ok +Administrators: of the instance and of 1 organizations/);
    const findings = (await done('doctor', '--json')).json<{ state: string }[]>();
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it.each([
    [
      'an organization that exists',
      ['organization', 'create', 'Acme', '--slug', 'acme'],
      'There is an organization with this slug already.',
    ],
    [
      'an unknown organization',
      ['jobs', 'list', '--organization', 'nowhere'],
      'There is no organization nowhere: "holdfast organization list" lists them.',
    ],
    [
      'an unknown connection',
      ['token', 'list', '--connection', 'nothing'],
      'There is no connection with the id nothing; to name one, add --organization.',
    ],
    [
      'an unknown group',
      ['mapping', 'add', '--organization', 'acme', '--group', 'Nope', '--role', 'admin'],
      'The organization has no group Nope.',
    ],
    [
      'a role of another scope',
      ['mapping', 'add', '--organization', 'acme', '--group-name', 'X', '--team', 'engineering', '--role', 'owner'],
      'role: "owner" is not a role of a team.',
    ],
    ['an unknown hold', ['holds', 'show', 'nothing'], 'There is no hold nothing.'],
    ['an unknown job', ['jobs', 'retry', 'nothing'], 'There is no sync job nothing.'],
    [
      'an odd time',
      ['token', 'rotate', '--connection', 'Okta', '--organization', 'acme', '--overlap', 'soon'],
      '--overlap takes a time like 90m, 24h or 7d, not "soon".',
    ],
    [
      'an unknown user',
      ['token', 'create', '--connection', 'Okta', '--organization', 'acme', '--person', 'nobody'],
      'The organization has no user nobody.',
    ],
    [
      'an unknown account',
      ['link', '--email', 'nobody@acme.example'],
      'There is no account with the e-mail nobody@acme.example.',
    ],
  ])('refuses %s with one sentence', async (_what, args, sentence) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `holdfast: ${sentence}\n` });
  });
});

describe('the command line, when nothing runs', () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIRECTORY: folder, LOG_LEVEL: 'warn' };
  const run = (...args: string[]): Promise<RunResult> => runHoldfast(args, { environment });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('starts the embedded database for each command, one after the other, and stops it again', async () => {
    expect((await run('organization', 'create', 'Acme', '--slug', 'acme')).code).toBe(0);
    const atOnce = ['Engineering', 'Design', 'Finance'].map((name) =>
      run('team', 'create', name, '--organization', 'acme'),
    );
    expect((await Promise.all(atOnce)).map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      Array.from({ length: 3 }, () => ({ code: 0, stderr: '' })),
    );
    const teams = (await run('team', 'list', '--organization', 'acme', '--json')).json<{ name: string }[]>();
    expect(teams.map(({ name }) => name)).toEqual(['Design', 'Engineering', 'Finance']);
  });

  it('makes links for the address at which the next start will listen', async () => {
    const { stdout } = await runHoldfast(['link'], { environment: { ...environment, PORT: '4321' } });
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:4321\/welcome#/);
  });

  it('leaves what it accepted to the worker of the next start', async () => {
    const rule = ['--organization', 'acme', '--group-name', 'Admins', '--role', 'admin', '--json'];
    const { jobId } = (await run('mapping', 'add', ...rule)).json<{ jobId: string }>();
    const service = await startTestService({ dataDirectory: folder });
    try {
      const api = await service.becomeFirstAdministrator();
      const isApplied = async () => {
        const { state } = await api.get<{ state: string }>(`/organizations/acme/sync-jobs/${jobId}`);
        return state === 'applied';
      };
      await until('the job to be applied', isApplied);
    } finally {
      await service.stop();
    }
  });
});

describe('a command line that is wrong', () => {
  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['team', 'create', 'X'], "required option '--organization <slug>'"],
    [
      ['connection', 'create', '--organization', 'a', '--type', 'ping', '--name', 'P'],
      'Allowed choices are okta, entra, generic',
    ],
    [['rehearse', 'nobody', '--to', 'x', '--token', 'y'], 'Choose from okta, okta-wizard'],
    [['demo', '--users', '3'], 'It must be a whole number from 12'],
  ])('%j exits with 2 and says what is missing', async (args, complaint) => {
    const { code, stdout, stderr } = await runHoldfast(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(complaint);
  });

  it('gets help and the version for nothing', async () => {
    const help = await runHoldfast(['--help']);
    expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' });
    for (const name of ['start', 'worker', 'doctor', 'rehearse', 'recover-admin']) expect(help.stdout).toContain(name);
    expect((await runHoldfast(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
