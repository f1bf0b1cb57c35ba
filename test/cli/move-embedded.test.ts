import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, dropTestDatabase, testServerUrl } from '../support/embedded-database.ts';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService, temporaryFolder } from '../support/running-service.ts';
import { until } from '../support/until.ts';

describe('moving away from the embedded database', () => {
  const folder = temporaryFolder();
  const environment = { DATA_DIRECTORY: folder, PORT: '0', LOG_LEVEL: 'warn' };
  const services: TestService[] = [];
  let serverUrl: string;
  let target: string;
  let scimToken: string;
  const run = (...args: string[]) => runHoldfast(args, { environment });
  const start = async (extra: Record<string, string> = {}) => {
    const service = await startTestService({ dataDirectory: folder, environment: extra });
    services.push(service);
    return service;
  };
  const addUser = (service: TestService, userName: string) =>
    fetch(`${service.scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scimToken}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
    });

  beforeAll(async () => {
    serverUrl = await testServerUrl();
    target = await createTestDatabase(serverUrl);
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await rm(folder, { recursive: true, force: true });
    await dropTestDatabase(serverUrl, target);
  });

  it('refuses a running service, moves it once it is read-only, and goes on in the new place', async () => {
    const old = await start();
    await old.becomeFirstAdministrator();
    await run('organization', 'create', 'Acme', '--slug', 'acme');
    const args = ['connection', 'create', '--organization', 'acme', '--type', 'okta', '--name', 'Okta', '--json'];
    scimToken = (await run(...args)).json<{ token: string }>().token;
    expect((await addUser(old, 'ana@acme.example')).status).toBe(201);

    const refused = await run('move-data', '--to', target);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^holdfast: Holdfast runs on the source \(start on .+ \(process \d+\)\): stop it, or switch it to read-only with "holdfast read-only on"\.$/m,
    );
    expect((await addUser(old, 'bo@acme.example')).status).toBe(201);

    expect((await run('read-only', 'on')).code).toBe(0);
    const moved = await run('move-data', '--to', target);
    expect(moved).toMatchObject({ code: 0 });
    expect(moved.stdout).toMatch(/^directoryUsers +2 +[0-9a-f]{16} +the same$/m);
    expect(moved.stdout).toMatch(/documents are in postgres:\/\/[^@\n]+ now, the same as in the embedded database/);
    expect(moved.stderr).toMatch(/^Copying \d+ documents …\nComparing \d+ documents …$/m);
    expect((await addUser(old, 'cy@acme.example')).status).toBe(503);
    await old.stop();

    const next = await start({ DATABASE_URL: target });
    expect((await addUser(next, 'cy@acme.example')).status).toBe(201);
    await until('the worker to apply jobs in the new place', async () => {
      const { stdout } = await runHoldfast(['jobs', 'list', '--organization', 'acme', '--json'], {
        environment: { ...environment, DATABASE_URL: target },
      });
      const states = (JSON.parse(stdout) as { state: string }[]).map(({ state }) => state);
      return states.length === 3 && states.every((state) => state === 'applied');
    });
  });

  it('leaves the old place read-only, and does not move it twice', async () => {
    const again = await run('move-data', '--to', target);
    expect(again.stderr).toMatch(/^holdfast: The target holds this installation already: the move from the embedded/m);
    const old = await start();
    expect(old.service.output()).toMatch(/Mode +read-only/);
    expect((await addUser(old, 'di@acme.example')).status).toBe(503);
    expect((await run('read-only', 'status')).stdout).toMatch(
      /^Read-only since .*: it was moved to another database\.$/m,
    );
  });

  it.each([
    ['the same place', ['--from', 'embedded', '--to', 'embedded'], /The target is the source itself/],
    ['no URL', ['--to', 'somewhere'], /--to must look like postgres:/],
    [
      'no such variable',
      ['--to', 'env:NO_SUCH_PLACE'],
      /--to names the environment variable "NO_SUCH_PLACE", which is not set/,
    ],
    [
      'a server that is not there',
      ['--to', 'postgres://x:secret@127.0.0.1:1/x'],
      /The target does not answer: .*check that --to is right/,
    ],
    ['nothing', [], /required option '--to <url>' not specified/],
  ])('says what is wrong with %s', async (_what, args, message) => {
    const { code, stderr } = await run('move-data', ...args);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('secret');
  });
});
