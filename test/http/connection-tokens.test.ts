import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { createConnectionTokenAuthentication } from '../../src/application/connections/authenticate-connection-token.ts';
import { eq } from '../../src/application/ports/query.ts';
import { createDirectoryUser } from '../../src/application/provisioning/create-directory-user.ts';
import { until } from '../support/until.ts';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

const HOUR = 3_600_000;

let api: ApiFixture;
let admin: SignedIn;
let connectionId: string;
let token: string;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin);
  const body = { type: 'okta', name: 'Okta' };
  const created = await api.call('createConnection', { params: { organization: 'acme' }, body }, admin);
  connectionId = created.connection.id;
  token = created.token.token;
});
afterAll(() => api.close());

const params = () => ({ organization: 'acme', connectionId });
const who = async (bearer: string) => {
  const response = await supertest(api.http).get('/scim/v2/who').set('authorization', `Bearer ${bearer}`);
  return response.body.refused ?? response.body.connectionId;
};
const signInAgain = async () => {
  const response = await api.send('signIn', {
    body: { email: 'root@holdfast.example', password: 'correct horse battery' },
  });
  const [cookie = ''] = (response.get('Set-Cookie') ?? []).map((one) => one.replace(/;.*/, ''));
  admin = { ...admin, cookie, csrf: response.body.csrfToken };
};

describe('a connection token', () => {
  it('speaks for its connection', async () => {
    expect(await who(token)).toBe(connectionId);
  });

  it.each([
    ['another secret', () => token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')],
    ['another organization', () => token.replace(/^hf_[^_]+/, 'hf_0195-other')],
    ['another token', () => token.replace(/^(hf_[^_]+_)[^_]+/, '$10195-other')],
    ['something made up', () => 'letmein'],
  ])('with %s is unknown', async (_what, change) => {
    expect(await who(change())).toBe('unknown');
  });

  it('expires, also while it is remembered', async () => {
    const expiresAt = new Date(Date.parse(api.app.clock.now()) + 3_000).toISOString();
    const created = await api.call('createConnectionToken', { params: params(), body: { expiresAt } }, admin);
    expect(await who(created.token)).toBe(connectionId);
    api.pass(3_000);
    expect(await who(created.token)).toBe('expired');
    await api.fail('createConnectionToken', { params: params(), body: { expiresAt } }, admin, 400);
  });

  it('is revoked at once here, and within five seconds elsewhere', async () => {
    const elsewhere = createConnectionTokenAuthentication(api.app);
    const created = await api.call('createConnectionToken', { params: params(), body: {} }, admin);
    expect(await elsewhere.authenticateConnectionToken(created.token)).toMatchObject({ tokenId: created.id });
    expect(await who(created.token)).toBe(connectionId);
    await api.call('revokeConnectionToken', { params: { ...params(), tokenId: created.id } }, admin);
    expect(await who(created.token)).toBe('revoked');
    api.pass(5_000);
    expect(await elsewhere.authenticateConnectionToken(created.token)).toMatchObject({ ended: 'revoked' });
  });

  it('tells since when it is expired or revoked to who holds the whole secret, and to nobody else', async () => {
    const authentication = createConnectionTokenAuthentication(api.app);
    const ask = (bearer: string) => authentication.authenticateConnectionToken(bearer);
    const guessed = (bearer: string) => bearer.slice(0, -1) + (bearer.endsWith('A') ? 'B' : 'A');
    const expiresAt = new Date(Date.parse(api.app.clock.now()) + 1_000).toISOString();
    const expiring = await api.call('createConnectionToken', { params: params(), body: { expiresAt } }, admin);
    const revoked = await api.call('createConnectionToken', { params: params(), body: {} }, admin);
    await api.call('revokeConnectionToken', { params: { ...params(), tokenId: revoked.id } }, admin);
    const { items } = await api.call('listConnectionTokens', { params: params() }, admin);
    const revokedAt = items.find((item) => item.id === revoked.id)?.revokedAt;
    api.pass(1_000);
    expect(await ask(expiring.token)).toMatchObject({
      ended: 'expired',
      at: expiresAt,
      holder: { tokenId: expiring.id },
    });
    expect(await ask(revoked.token)).toMatchObject({
      ended: 'revoked',
      at: revokedAt,
      holder: { tokenId: revoked.id },
    });
    expect(await ask(guessed(expiring.token))).toBe('unknown');
    expect(await ask(guessed(revoked.token))).toBe('unknown');
  });

  it('goes on working for the overlap after a rotation, and no longer', async () => {
    const rotated = await api.call('rotateConnectionToken', { params: params(), body: { overlapHours: 2 } }, admin);
    expect([await who(token), await who(rotated.token)]).toEqual([connectionId, connectionId]);
    api.pass(2 * HOUR);
    expect([await who(token), await who(rotated.token)]).toEqual(['expired', connectionId]);
    const again = await api.call('rotateConnectionToken', { params: params(), body: { overlapHours: 0 } }, admin);
    expect([await who(rotated.token), await who(again.token)]).toEqual(['expired', connectionId]);
    token = again.token;
  });

  it('keeps no later expiry than it had through a rotation', async () => {
    const expiresAt = new Date(Date.parse(api.app.clock.now()) + HOUR).toISOString();
    const short = await api.call('createConnectionToken', { params: params(), body: { expiresAt } }, admin);
    const rotated = await api.call('rotateConnectionToken', { params: params(), body: { overlapHours: 2 } }, admin);
    const { items } = await api.call('listConnectionTokens', { params: params() }, admin);
    expect(items.find((item) => item.id === short.id)?.expiresAt).toBe(expiresAt);
    token = rotated.token;
  });

  it('can be bound to one person of the connection', async () => {
    const user = await createUser('jane');
    const body = { directoryUserId: user.id };
    const bound = await api.call('createConnectionToken', { params: params(), body }, admin);
    expect(bound.directoryUser).toEqual({ id: user.id, userName: 'jane' });
    const authentication = createConnectionTokenAuthentication(api.app);
    expect(await authentication.authenticateConnectionToken(bound.token)).toMatchObject({
      tokenId: bound.id,
      directoryUserId: user.id,
    });
    expect(await authentication.authenticateConnectionToken(token)).not.toHaveProperty('directoryUserId');
    const { items } = await api.call('listConnectionTokens', { params: params() }, admin);
    expect(items[0]).toMatchObject({ id: bound.id, directoryUser: { userName: 'jane' } });
    expect(items[1]).not.toHaveProperty('directoryUser');
    const events = await api.database.auditEvents.find(user.tenant, {
      where: eq('action', 'connection_token.created'),
    });
    expect(events.at(-1)?.details).toMatchObject({ tokenId: bound.id, directoryUserId: user.id });

    // The identity provider's token is rotated without ending those of people.
    const rotated = await api.call('rotateConnectionToken', { params: params(), body: { overlapHours: 0 } }, admin);
    expect([await who(token), await who(bound.token)]).toEqual(['expired', connectionId]);
    token = rotated.token;
  });

  it('is listed as ended, and why, once the person it is bound to was deleted', async () => {
    const user = await createUser('leaver');
    const body = { directoryUserId: user.id };
    const bound = await api.call('createConnectionToken', { params: params(), body }, admin);
    const listed = async () => {
      const { items } = await api.call('listConnectionTokens', { params: params() }, admin);
      return items.find(({ id }) => id === bound.id);
    };
    expect(await listed()).toMatchObject({ state: 'active' });
    expect(await listed()).not.toHaveProperty('endedReason');
    await api.database.transaction(async (tx) =>
      tx.directoryUsers.patch(user.tenant, user.id, { deletedAt: api.app.clock.now() }),
    );
    expect(await listed()).toMatchObject({ state: 'ended', endedReason: 'person_deleted' });
    // Once it was revoked as well, that is what counts.
    await api.call('revokeConnectionToken', { params: { ...params(), tokenId: bound.id } }, admin);
    expect(await listed()).toMatchObject({ state: 'revoked', directoryUser: { userName: 'leaver' } });
    expect(await listed()).not.toHaveProperty('endedReason');
  });

  it('is bound to nobody who is not a live user of the connection', async () => {
    const other = await api.call(
      'createConnection',
      { params: { organization: 'acme' }, body: { type: 'entra', name: 'Entra' } },
      admin,
    );
    const gone = await createUser('gone');
    await api.database.transaction(async (tx) =>
      tx.directoryUsers.patch(gone.tenant, gone.id, { deletedAt: api.app.clock.now() }),
    );
    const stranger = await createUser('stranger', other.connection.id);
    for (const directoryUserId of [gone.id, stranger.id, '0195-nobody']) {
      const refused = await api.fail(
        'createConnectionToken',
        { params: params(), body: { directoryUserId } },
        admin,
        400,
      );
      expect(JSON.stringify(refused)).toContain('This connection has no such user');
    }
  });

  it('is remembered: the database is not asked for every request', async () => {
    let asked = 0;
    const { connectionTokens } = api.database;
    const counting = {
      ...api.database,
      connectionTokens: new Proxy(connectionTokens, {
        get(target, key, receiver) {
          if (key === 'get') asked += 1;
          const value = Reflect.get(target, key, receiver);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
      optimistic: api.database.optimistic.bind(api.database),
      connections: api.database.connections,
    };
    const authentication = createConnectionTokenAuthentication({ ...api.app, database: counting });
    const all = await Promise.all(Array.from({ length: 50 }, () => authentication.authenticateConnectionToken(token)));
    expect(new Set(all.map((one) => typeof one))).toEqual(new Set(['object']));
    expect(asked).toBe(1);
  });

  it('tells when it was last used, written once a minute at most', async () => {
    const { token: used, id } = await api.call('createConnectionToken', { params: params(), body: {} }, admin);
    const stored = () => api.database.connectionTokens.get(tenant(used), id);
    await who(used);
    const first = await until('the first note', async () => (await stored())?.lastUsedAt);
    api.pass(30_000);
    await who(used);
    api.pass(29_000);
    await who(used);
    expect((await stored())?.lastUsedAt).toBe(first);
    api.pass(2_000);
    await who(used);
    const second = await until('the second note', async () => {
      const at = (await stored())?.lastUsedAt;
      return at === first ? undefined : at;
    });
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(60_000);
    const connection = await api.call('getConnection', { params: params() }, admin);
    expect(connection.lastRequestAt).toBe(second);
  });

  it('speaks for a paused connection, which is told, and for a deleted one no longer', async () => {
    await signInAgain();
    const paused = async () =>
      (await supertest(api.http).get('/scim/v2/who').set('authorization', `Bearer ${token}`)).body.paused;
    await api.call('pauseConnection', { params: params() }, admin);
    expect(await paused()).toBe(true);
    await api.call('resumeConnection', { params: params() }, admin);
    expect(await paused()).toBe(false);
    await api.call('deleteConnection', { params: params(), query: { people: 'keep' } }, admin);
    expect(await who(token)).toBe('revoked');
  });
});

async function createUser(userName: string, of = connectionId) {
  const connection = await api.database.connections.get(tenant(token), of);
  if (!connection) throw new Error('There is no connection');
  const request = { connection, tokenId: 'none', requestId: userName, recorded: null };
  return createDirectoryUser(api.app, request, { userName, externalId: undefined, active: true, attributes: {} });
}

const tenant = (bearer: string): string => bearer.split('_')[1] ?? '';
