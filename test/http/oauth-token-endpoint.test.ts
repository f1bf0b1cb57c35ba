import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { SignInAttempts } from '../../src/application/accounts/sign-in-attempts.ts';
import { InstallationReadOnly } from '../../src/application/operation/installation-read-only.ts';
import { eq } from '../../src/application/ports/query.ts';
import { DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import type { AuditEvent } from '../../src/domain/audit/audit-event.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
let organizationId: string;
let connectionId: string;
let client: { clientId: string; clientSecret: string; id: string };
let failing: Error | undefined;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  organizationId = (await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin)).id;
  const body = { type: 'entra', name: 'Entra' };
  connectionId = (await api.call('createConnection', { params: { organization: 'acme' }, body }, admin)).connection.id;
  client = await api.call('createOauthClient', { params: params(), body: { name: 'Provisioning' } }, admin);
  const { optimistic } = api.database;
  Object.assign(api.app.database, {
    optimistic: (work: Parameters<typeof optimistic>[0]) =>
      failing ? Promise.reject(failing) : optimistic.call(api.database, work),
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  failing = undefined;
  api.pass(16 * 60_000);
  await new SignInAttempts(api.app).forgetOld();
});

const params = () => ({ organization: 'acme', connectionId });
const GRANT = { grant_type: 'client_credentials' };
const post = () => supertest(api.http).post('/oauth/token');
const ask = (fields: Record<string, string> = {}) =>
  post()
    .type('form')
    .send({ ...GRANT, client_id: client.clientId, client_secret: client.clientSecret, ...fields });
const who = async (bearer: string) => {
  const response = await supertest(api.http).get('/scim/v2/who').set('authorization', `Bearer ${bearer}`);
  return response.body.refused ?? response.body.connectionId;
};
const events = async (action: string): Promise<readonly AuditEvent[]> =>
  await api.database.auditEvents.find(organizationId, { where: eq('action', action) });

/** RFC 6749 §5.2: JSON, not cached, the code, and a description in the characters that are allowed there. */
const expectRefusal = (response: supertest.Response, status: number, error: string): void => {
  expect([response.status, response.type, response.body.error]).toEqual([status, 'application/json', error]);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(Object.keys(response.body).sort()).toEqual(['error', 'error_description']);
  expect(response.body.error_description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]{5,250}$/);
  expect(JSON.stringify(response.body)).not.toContain(client.clientSecret);
  if (status === 401) expect(response.headers['www-authenticate']).toMatch(/^Basic realm="[^"]+"/);
};

describe('the token endpoint', () => {
  it('answers an access token that speaks for the connection (RFC 6749 §4.4.3, §5.1)', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.type).toBe('application/json');
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    expect(response.body).toEqual({
      access_token: expect.stringMatching(/^hfo_[\w.~+/-]+$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'scim',
    });
    expect(await who(response.body.access_token)).toBe(connectionId);
  });

  it('takes HTTP Basic, a charset, a scope and parameters it does not know', async () => {
    const response = await post()
      .auth(client.clientId, client.clientSecret)
      .set('content-type', 'application/x-www-form-urlencoded; charset=UTF-8')
      .send('grant_type=client_credentials&scope=scim%20openid&resource=x&audience=');
    expect([response.status, response.body.scope]).toEqual([200, 'scim']);
    const withQuery = await supertest(api.http)
      .post('/oauth/token?scope=scim')
      .auth(client.clientId, client.clientSecret)
      .type('form')
      .send(GRANT);
    expect(withQuery.status).toBe(200);
  });

  it('keeps only hashes of what it hands out, and writes down who got it', async () => {
    const before = (await events('access_token.issued')).length;
    const { body } = await ask();
    const secret = body.access_token.slice(-43);
    const rows = await api.database.accessTokens.find(organizationId);
    const written = await events('access_token.issued');
    expect(written).toHaveLength(before + 1);
    expect(JSON.stringify([rows, written, await api.database.oauthClients.find(organizationId)])).not.toContain(secret);
    expect(JSON.stringify(await api.database.oauthClients.find(organizationId))).not.toContain(client.clientSecret);
    expect(api.logged()).not.toContain(secret);
    expect(api.logged()).not.toContain(client.clientSecret);
    expect(written.at(-1)).toMatchObject({
      outcome: 'done',
      actor: { kind: 'connection', connectionId, tokenId: client.id },
      target: { kind: 'oauth_client', id: client.id, label: 'Provisioning' },
    });
  });

  it.each([
    ['another secret', () => ({ client_secret: `hfs_${'A'.repeat(43)}` })],
    ['a secret cut short', () => ({ client_secret: client.clientSecret.slice(0, -1) })],
    ['another client', () => ({ client_id: client.clientId.replace(/.{4}$/, '0000') })],
    ['another organization', () => ({ client_id: client.clientId.replace(/^hfc_[^_]+/, 'hfc_0195-other') })],
    ['something made up', () => ({ client_id: 'admin', client_secret: 'admin' })],
    ['NUL and quotes', () => ({ client_id: 'hfc_\0_"', client_secret: '\\\ud800' })],
    ['no secret', () => ({ client_secret: '' })],
    ['no client', () => ({ client_id: '' })],
  ])('refuses %s as invalid_client', async (_what, fields) => {
    expectRefusal(await ask(fields()), 401, 'invalid_client');
  });

  it.each([
    ['no grant type', 'client_id=a&client_secret=b', 'invalid_request'],
    ['another grant type', 'grant_type=password&username=a&password=b', 'unsupported_grant_type'],
    ['a refresh', 'grant_type=refresh_token&refresh_token=x', 'unsupported_grant_type'],
    ['a parameter twice', 'grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
    ['nothing', '', 'invalid_request'],
    ['half a percent', 'grant_type=%', 'unsupported_grant_type'],
    ['names objects inherit', '__proto__=x&constructor=y&toString=z', 'invalid_request'],
    ['a thousand parameters', Array.from({ length: 1000 }, (_, i) => `p${i}=`).join('&'), 'invalid_request'],
  ])('refuses %s with 400', async (_what, body, error) => {
    expectRefusal(await post().set('content-type', 'application/x-www-form-urlencoded').send(body), 400, error);
  });

  it.each([
    ['JSON', 'application/json', JSON.stringify(GRANT), {}],
    ['text', 'text/plain', 'grant_type=client_credentials', {}],
    ['a charset nobody knows', 'application/x-www-form-urlencoded; charset=klingon', 'grant_type=x', {}],
    [
      'a compressed body',
      'application/x-www-form-urlencoded',
      gzipSync('x'.repeat(1_000_000)),
      { 'content-encoding': 'gzip' },
    ],
  ])('asks for a form instead of %s', async (_what, type, body, headers) => {
    const response = await post()
      .set('content-type', type)
      .set(headers)
      .serialize(String)
      .send(body as string);
    expectRefusal(response, 400, 'invalid_request');
    expect(response.body.error_description).toContain('application/x-www-form-urlencoded');
  });

  it('reads no large body', async () => {
    const response = await post()
      .type('form')
      .send(`grant_type=${'x'.repeat(9_000)}`);
    expectRefusal(response, 413, 'invalid_request');
  });

  it('wants no secret in the address, where logs would keep it', async () => {
    const query = new URLSearchParams({ client_id: client.clientId, client_secret: client.clientSecret });
    const response = await supertest(api.http).post(`/oauth/token?${query}`).type('form').send(GRANT);
    expectRefusal(response, 400, 'invalid_request');
    expect(api.logged()).not.toContain(client.clientSecret);
  });

  it.each(['get', 'put', 'patch', 'delete'] as const)('answers %s with 405', async (method) => {
    const response = await supertest(api.http)[method]('/oauth/token');
    expectRefusal(response, 405, 'invalid_request');
    expect(response.headers.allow).toBe('POST');
  });

  it('has nothing beside it', async () => {
    expect((await supertest(api.http).get('/oauth/authorize')).status).toBe(404);
    expect((await supertest(api.http).get('/oauth')).status).toBe(404);
  });

  it('bounds attempts: past ten failures a quarter of an hour are told to wait, the right secret still works', async () => {
    const wrong = { client_secret: `hfs_${'B'.repeat(43)}` };
    const before = (await events('access_token.issued')).length;
    for (let index = 0; index < 10; index += 1) expectRefusal(await ask(wrong), 401, 'invalid_client');
    const response = await ask(wrong);
    expectRefusal(response, 429, 'temporarily_unavailable');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    const written = await events('access_token.issued');
    expect(written).toHaveLength(before + 10);
    expect(written.at(-1)).toMatchObject({ outcome: 'refused', target: { id: client.id } });
    expect((await ask()).status).toBe(200);
  });

  it('holds each client to a rate of its own, also with the right secret', async () => {
    const hasty = await api.call('createOauthClient', { params: params(), body: { name: 'Hasty' } }, admin);
    const fields = { client_id: hasty.clientId, client_secret: hasty.clientSecret };
    const responses: supertest.Response[] = [];
    for (let round = 0; round < 10 && !responses.some(({ status }) => status === 429); round += 1) {
      responses.push(...(await Promise.all(Array.from({ length: 60 }, () => ask(fields)))));
    }
    expect(responses.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(100);
    const refused = responses.find(({ status }) => status === 429);
    if (!refused) throw new Error('None was refused');
    expectRefusal(refused, 429, 'temporarily_unavailable');
    expect(refused.headers['retry-after']).toBe('1');
    expect((await ask()).status).toBe(200);
  }, 60_000);

  it('does not lock people out of signing in from the same address', async () => {
    for (let index = 0; index < 110; index += 1) await ask({ client_id: `made-up-${index}` });
    expect((await ask({ client_id: 'made-up' })).status).toBe(429);
    const body = { email: 'root@holdfast.example', password: 'correct horse battery' };
    expect((await api.send('signIn', { body })).status).toBe(200);
  });

  it('says later, and why, while nothing can be written', async () => {
    failing = new DatabaseUnavailable('connect ECONNREFUSED 10.0.0.7:5432');
    const away = await ask();
    expectRefusal(away, 503, 'temporarily_unavailable');
    expect(away.headers['retry-after']).toBe('5');
    expect(away.text).not.toMatch(/ECONN|10\.0/);
    failing = new InstallationReadOnly('a move');
    expectRefusal(await ask(), 503, 'temporarily_unavailable');
    failing = new TypeError('something internal');
    const fault = await ask();
    expectRefusal(fault, 500, 'server_error');
    expect(fault.text).not.toContain('internal');
  });
});
