import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { createConnectionTokenAuthentication } from '../../src/application/connections/authenticate-connection-token.ts';
import { forgetExpiredAccessTokens } from '../../src/application/connections/forget-expired-access-tokens.ts';
import { eq } from '../../src/application/ports/query.ts';
import { until } from '../support/until.ts';
import { type ApiFixture, openApiFixture, PASSWORD, type SignedIn } from './api-fixture.ts';

const HOUR = 3_600_000;

interface Issued {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

let api: ApiFixture;
let admin: SignedIn;
let organizationId: string;
let connectionId: string;

beforeAll(async () => {
  api = await openApiFixture({ baseUrl: 'https://holdfast.example' });
  admin = await api.firstAdministrator();
  organizationId = (await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin)).id;
  connectionId = await connect('Entra');
});
afterAll(() => api.close());

const connect = async (name: string): Promise<string> => {
  const created = await api.call(
    'createConnection',
    { params: { organization: 'acme' }, body: { type: 'entra', name } },
    admin,
  );
  return created.connection.id;
};
const params = (more: Record<string, string> = {}) => ({ organization: 'acme', connectionId, ...more });
const create = (body: object = {}): Promise<Issued> =>
  api.call('createOauthClient', { params: params(), body: { name: 'Provisioning', ...body } }, admin);
const ask = ({ clientId, clientSecret }: Pick<Issued, 'clientId' | 'clientSecret'>) =>
  supertest(api.http)
    .post('/oauth/token')
    .auth(clientId, clientSecret)
    .type('form')
    .send('grant_type=client_credentials');
const tokenOf = async (issued: Issued): Promise<string> => {
  const response = await ask(issued);
  expect(response.status).toBe(200);
  return response.body.access_token;
};
const who = async (bearer: string) => {
  const response = await supertest(api.http).get('/scim/v2/who').set('authorization', `Bearer ${bearer}`);
  return response.body.refused ?? response.body.connectionId;
};
const signInAgain = async () => {
  const response = await api.send('signIn', { body: { email: 'root@holdfast.example', password: PASSWORD } });
  const [cookie = ''] = (response.get('Set-Cookie') ?? []).map((one) => one.replace(/;.*/, ''));
  admin = { ...admin, cookie, csrf: response.body.csrfToken };
};

describe('an OAuth client', () => {
  it('is created with what its administrator enters, listed without its secret', async () => {
    const issued = await api.call('createOauthClient', { params: params(), body: { name: ' Entra sync ' } }, admin);
    expect(issued).toMatchObject({
      name: 'Entra sync',
      state: 'active',
      tokenLifetimeSeconds: 3600,
      tokenEndpoint: 'https://holdfast.example/oauth/token',
      clientSecret: expect.stringMatching(/^hfs_/),
      secrets: [{ state: 'active' }],
    });
    expect(issued.setUp.map(({ label }) => label)).toEqual([
      'Authentication method',
      'Tenant URL',
      'Token Endpoint',
      'Client Identifier',
    ]);
    const { items } = await api.call('listOauthClients', { params: params() }, admin);
    const { clientSecret, ...shown } = issued;
    expect(items).toEqual([shown]);
    expect(JSON.stringify(items)).not.toContain(clientSecret);
    const [event] = await api.database.auditEvents.find(organizationId, {
      where: eq('action', 'oauth_client.created'),
    });
    expect(event).toMatchObject({ target: { kind: 'connection', id: connectionId }, details: { clientId: issued.id } });
    expect(JSON.stringify(event)).not.toContain(clientSecret);
  });

  it.each([
    [{ name: '' }],
    [{ name: 'x'.repeat(201) }],
    [{ tokenLifetimeSeconds: 59 }],
    [{ tokenLifetimeSeconds: 86_401 }],
    [{ expiresAt: '2020-01-01T00:00:00Z' }],
    [{ expiresAt: 'tomorrow' }],
    [{ secret: 'mine' }],
  ])('is not created from %j', async (body) => {
    await api.fail('createOauthClient', { params: params(), body: { name: 'Bad', ...body } }, admin, 400);
  });

  it('gives access tokens of the lifetime it was created with, which end by themselves', async () => {
    const client = await create({ tokenLifetimeSeconds: 120 });
    const token = await tokenOf(client);
    expect(await who(token)).toBe(connectionId);
    api.pass(119_000);
    expect(await who(token)).toBe(connectionId);
    api.pass(1_001);
    expect(await who(token)).toBe('expired');
    expect(await who(await tokenOf(client))).toBe(connectionId);
  });

  it('is rotated with an overlap, after which the old secret and its tokens end', async () => {
    const client = await create({ tokenLifetimeSeconds: 86_400 });
    const before = await tokenOf(client);
    const input = { params: params({ oauthClientId: client.id }), body: { overlapHours: 2 } };
    const rotated = await api.call('rotateOauthClientSecret', input, admin);
    expect(rotated.clientId).toBe(client.clientId);
    expect(rotated.secrets.map(({ state, expiresAt }) => [state, expiresAt !== undefined])).toEqual([
      ['active', false],
      ['active', true],
    ]);
    const late = await ask(client);
    expect(late.body.expires_in).toBeLessThanOrEqual(7200);
    const after = await tokenOf(rotated);
    expect([await who(before), await who(after)]).toEqual([connectionId, connectionId]);
    api.pass(2 * HOUR);
    await signInAgain();
    expect((await ask(client)).status).toBe(401);
    expect([await who(before), await who(late.body.access_token), await who(after)]).toEqual([
      'revoked',
      'expired',
      connectionId,
    ]);
  });

  it('is rotated at once when its secret leaked: tokens got with it end at the same moment', async () => {
    const client = await create();
    const stolen = await tokenOf(client);
    expect(await who(stolen)).toBe(connectionId);
    const input = { params: params({ oauthClientId: client.id }), body: { overlapHours: 0 } };
    const rotated = await api.call('rotateOauthClientSecret', input, admin);
    expect(await who(stolen)).toBe('revoked');
    expect((await ask(client)).status).toBe(401);
    expect(await who(await tokenOf(rotated))).toBe(connectionId);
  });

  it('has five working secrets at most', async () => {
    const client = await create();
    const input = { params: params({ oauthClientId: client.id }), body: { overlapHours: 24 } };
    for (let count = 1; count < 5; count += 1) await api.call('rotateOauthClientSecret', input, admin);
    await api.fail('rotateOauthClientSecret', input, admin, 409);
    await api.call('rotateOauthClientSecret', { ...input, body: { overlapHours: 0 } }, admin);
    expect((await ask(client)).status).toBe(401);
  });

  it('is expired when its secret is over, and works again after a rotation', async () => {
    const expiresAt = new Date(Date.parse(api.app.clock.now()) + 600_000).toISOString();
    const client = await create({ expiresAt });
    expect((await ask(client)).body.expires_in).toBeLessThanOrEqual(600);
    api.pass(600_000);
    expect((await ask(client)).status).toBe(401);
    const { items } = await api.call('listOauthClients', { params: params() }, admin);
    expect(items.find(({ id }) => id === client.id)?.state).toBe('expired');
    const input = { params: params({ oauthClientId: client.id }), body: {} };
    expect(await who(await tokenOf(await api.call('rotateOauthClientSecret', input, admin)))).toBe(connectionId);
  });

  it('is revoked at once here, and within five seconds elsewhere', async () => {
    const elsewhere = createConnectionTokenAuthentication(api.app);
    const client = await create();
    const token = await tokenOf(client);
    expect(await elsewhere.authenticateConnectionToken(token)).toMatchObject({ tokenId: client.id });
    expect(await who(token)).toBe(connectionId);
    const input = { params: params({ oauthClientId: client.id }) };
    await api.call('revokeOauthClient', input, admin);
    expect(await who(token)).toBe('revoked');
    expect((await ask(client)).status).toBe(401);
    api.pass(5_000);
    expect(await elsewhere.authenticateConnectionToken(token)).toMatchObject({ ended: 'revoked', isAccessToken: true });
    await api.call('revokeOauthClient', input, admin);
    await api.fail('rotateOauthClientSecret', { ...input, body: {} }, admin, 409);
  });

  it('belongs to one connection', async () => {
    const client = await create();
    const other = await connect('Another');
    const input = { params: { organization: 'acme', connectionId: other, oauthClientId: client.id } };
    await api.fail('revokeOauthClient', input, admin, 404);
    await api.fail('rotateOauthClientSecret', { ...input, body: {} }, admin, 404);
    expect(await who(await tokenOf(client))).toBe(connectionId);
  });

  it('counts as a sign of life of its connection, noted once a minute at most', async () => {
    const client = await create();
    const token = await tokenOf(client);
    await who(token);
    const stored = async () => (await api.database.oauthClients.get(organizationId, client.id))?.lastUsedAt;
    const first = await until('the first note', stored);
    await who(await tokenOf(client));
    expect(await stored()).toBe(first);
    const connection = await api.call('getConnection', { params: params() }, admin);
    expect(Date.parse(connection.lastRequestAt ?? '')).toBeGreaterThanOrEqual(Date.parse(first));
  });

  it('costs a request no more reads than a long-lived token: none while it is remembered', async () => {
    const client = await create();
    const token = await tokenOf(client);
    let reads = 0;
    const counted = <T extends object>(collection: T): T =>
      new Proxy(collection, {
        get(target, key) {
          if (key === 'get') reads += 1;
          const value: unknown = Reflect.get(target, key);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    const { accessTokens, oauthClients, connections } = api.database;
    const database = {
      ...api.database,
      optimistic: api.database.optimistic.bind(api.database),
      accessTokens: counted(accessTokens),
      oauthClients: counted(oauthClients),
      connections: counted(connections),
    };
    const authentication = createConnectionTokenAuthentication({ ...api.app, database });
    await Promise.all(Array.from({ length: 50 }, () => authentication.authenticateConnectionToken(token)));
    for (let index = 0; index < 50; index += 1) await authentication.authenticateConnectionToken(token);
    expect(reads).toBe(3);
  });

  it('dies with its connection', async () => {
    const before = connectionId;
    connectionId = await connect('Doomed');
    const client = await create();
    const token = await tokenOf(client);
    await api.call('pauseConnection', { params: params() }, admin);
    expect((await ask(client)).status).toBe(200);
    await api.call('resumeConnection', { params: params() }, admin);
    await api.call('deleteConnection', { params: params(), query: { people: 'keep' } }, admin);
    expect(await who(token)).toBe('revoked');
    expect((await ask(client)).status).toBe(401);
    await api.fail('listOauthClients', { params: params() }, admin, 404);
    connectionId = before;
  });
});

describe('access tokens that expired', () => {
  it('are removed some time later, in batches, and no others', async () => {
    api.pass(48 * HOUR);
    await signInAgain();
    await forgetExpiredAccessTokens(api.app);
    expect(await api.database.accessTokens.count(organizationId)).toBe(0);

    const client = await create();
    const token = await tokenOf(client);
    const [row] = await api.database.accessTokens.find(organizationId);
    if (!row) throw new Error('The token is not stored');
    const copies = Array.from({ length: 1_200 }, (_, index) => ({
      ...row,
      id: `${row.id}-${index}`,
      expiresAt: row.createdAt,
    }));
    await api.database.transaction(async (tx) => tx.accessTokens.insertMany(copies));
    api.pass(30 * 60_000);
    expect(await forgetExpiredAccessTokens(api.app)).toBe(0);
    api.pass(29 * 60_000);
    expect(await who(token)).toBe(connectionId);
    api.pass(2 * 60_000);
    expect(await who(token)).toBe('expired');
    expect(await forgetExpiredAccessTokens(api.app)).toBe(1_200);
    expect(await who(token)).toBe('expired');
    api.pass(HOUR);
    expect(await forgetExpiredAccessTokens(api.app)).toBe(1);
    expect(await who(token)).toBe('unknown');
  });
});
