import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runHoldfast } from '../support/run-holdfast.ts';
import { startTestService, type TestService } from '../support/running-service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const done = async (...args: string[]) => {
  const { code, stdout, stderr, json } = await runHoldfast(args, { environment: service.environment });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return { stdout, json };
};

const scim = async (bearer: string, method: string, path: string, body?: object) => {
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/scim+json' };
  const sent = body && { body: JSON.stringify(body) };
  const answer = await fetch(`${service.scimBaseUrl}${path}`, { method, headers, ...sent });
  return { status: answer.status, body: (await answer.json()) as { readonly id?: string } };
};

it('makes tokens for the whole connection and for one person, named by userName', async () => {
  await done('organization', 'create', 'Acme', '--slug', 'acme');
  const args = ['connection', 'create', '--organization', 'acme', '--type', 'okta', '--name', 'Okta', '--json'];
  const connection = (await done(...args)).json<{ connectionId: string; token: string }>();
  const userName = 'jane.doe@acme.example';
  const user = (await scim(connection.token, 'POST', '/Users', { userName })).body;
  const one = ['--connection', connection.connectionId];

  const create = ['token', 'create', ...one, '--person', 'Jane.Doe@acme.example', '--expires-in', '90d', '--json'];
  const bound = (await done(...create)).json<{ id: string; token: string }>();
  expect(bound).toMatchObject({ directoryUser: { id: user.id, userName }, expiresAt: expect.any(String) });
  expect(await scim(bound.token, 'GET', '/Me')).toMatchObject({ status: 200, body: { id: user.id } });
  expect((await scim(bound.token, 'GET', '/Users')).status).toBe(403);

  const whole = (await done('token', 'create', ...one, '--json')).json<{ id: string; token: string }>();
  expect((await scim(whole.token, 'GET', '/Users')).status).toBe(200);
  expect((await scim(whole.token, 'GET', '/Me')).status).toBe(501);

  const { stdout } = await done('token', 'list', ...one);
  expect(stdout).toMatch(new RegExp(`${bound.id} +${userName} +active`));
  expect(stdout).toMatch(new RegExp(`${whole.id} +the connection +active`));
});
