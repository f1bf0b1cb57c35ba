import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { eq } from '../../src/application/ports/query.ts';
import { until } from '../support/until.ts';
import { type ApiFixture, openApiFixture, PASSWORD, type SignedIn } from './api-fixture.ts';

const HOUR = 3_600_000;
const email = 'root@holdfast.example';

let api: ApiFixture;
let admin: SignedIn;

beforeAll(async () => {
  api = await openApiFixture({ trustedProxy: 'loopback' });
  admin = await api.firstAdministrator();
});
afterAll(() => api.close());

const signIn = async (): Promise<SignedIn> => {
  const response = await api.send('signIn', { body: { email, password: PASSWORD } });
  expect(response.status).toBe(200);
  const [cookie = ''] = (response.get('Set-Cookie') ?? []).map((one) => one.replace(/;.*/, ''));
  return { cookie, csrf: response.body.csrfToken, accountId: response.body.account.id };
};

describe('the session cookie', () => {
  it('is out of reach of scripts and other sites', async () => {
    const response = await api.send('signIn', { body: { email, password: PASSWORD } });
    const cookie = response.get('Set-Cookie')?.[0] ?? '';
    expect(cookie).toMatch(/^holdfast_session=[\w-]+\.[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  });

  it('is kept to TLS where the request came over TLS', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'holdfast.example' };
    const response = await api.send('signIn', { body: { email, password: PASSWORD } }, { headers });
    expect(response.get('Set-Cookie')?.[0]).toContain('; Secure');
  });

  it('is stored as a hash only', async () => {
    const { cookie } = await signIn();
    const [id = '', secret = ''] = cookie.replace('holdfast_session=', '').split('.');
    const stored = await api.database.sessions.get(INSTANCE, id);
    expect(JSON.stringify(stored)).not.toContain(secret);
    await api.fail('getSession', {}, { cookie: `holdfast_session=${id}.${'x'.repeat(43)}` }, 401);
    await api.fail('getSession', {}, { cookie: `holdfast_session=${id}.` }, 401);
    await api.fail('getSession', {}, { cookie: 'holdfast_session=nonsense' }, 401);
    await api.fail('getSession', {}, { cookie: 'holdfast_session=%00.x' }, 401);
  });
});

describe('a session', () => {
  it('ends after twelve hours in which nothing was asked', async () => {
    const session = await signIn();
    api.pass(12 * HOUR - 1_000);
    await api.call('getSession', {}, session);
    api.pass(2_000 + 12 * HOUR);
    await api.fail('getSession', {}, session, 401);
  });

  it('goes on while it is used, for seven days at most', async () => {
    const session = await signIn();
    for (let hours = 0; hours < 7 * 24 - 11; hours += 11) {
      await api.call('getSession', {}, session);
      await untilSeen(session);
      api.pass(11 * HOUR);
    }
    await api.call('getSession', {}, session);
    api.pass(11 * HOUR);
    await api.fail('getSession', {}, session, 401);
  });

  /** It is noted off the request's path; this waits for the note itself. */
  async function untilSeen({ cookie }: SignedIn): Promise<void> {
    const [id = ''] = cookie.replace('holdfast_session=', '').split('.');
    await until('the note', async () => {
      const session = await api.database.sessions.get(INSTANCE, id);
      return Date.parse(api.app.clock.now()) - Date.parse(session?.lastSeenAt ?? '') < 60_000;
    });
  }

  it('ends at once when the account is locked or deleted, API tokens too', async () => {
    admin = await signIn();
    for (const end of ['lockAccount', 'deleteAccount'] as const) {
      const somebody = await api.somebody(`${end}@holdfast.example`, admin);
      const { token } = await api.call('createApiToken', { body: { name: 'T' } }, somebody);
      await api.call('getSession', {}, { token });
      await api.call(end, { params: { accountId: somebody.accountId } }, admin);
      await api.fail('getSession', {}, somebody, 401);
      await api.fail('getSession', {}, { token }, 401);
      await api.fail('signIn', { body: { email: `${end}@holdfast.example`, password: PASSWORD } }, {}, 401);
    }
  });

  it('ends when another password is set through a link', async () => {
    const somebody = await api.somebody('link@holdfast.example', admin);
    const params = { accountId: somebody.accountId };
    const { url } = await api.call('createSetPasswordLink', { params }, admin);
    const [linkId = '', secret = ''] = new URL(url).hash.slice(1).split('.');
    const body = { purpose: 'set_password', secret, password: 'yet another battery' };
    await api.call('redeemOneTimeLink', { params: { linkId }, body });
    await api.fail('getSession', {}, somebody, 401);
  });
});

describe('signing in', () => {
  it('does not tell an unknown e-mail from a wrong password', async () => {
    const wrong = await api.fail('signIn', { body: { email, password: 'wrong' } }, {}, 401);
    const unknown = await api.fail('signIn', { body: { email: 'no@body.example', password: 'wrong' } }, {}, 401);
    expect({ ...wrong, instance: '' }).toEqual({ ...unknown, instance: '' });
  });

  it('is refused to other sites', async () => {
    const body = { email, password: PASSWORD };
    await api.fail('signIn', { body }, { headers: { 'sec-fetch-site': 'cross-site' } }, 403);
    await api.fail('signIn', { body }, { headers: { origin: 'https://evil.example' } }, 403);
    await api.fail('signIn', { body }, { headers: { origin: 'null' } }, 403);
    await api.call('signIn', { body }, { headers: { 'sec-fetch-site': 'same-origin' } });
  });

  it('pauses after ten failures of an e-mail from one address', async () => {
    const body = { email: 'somebody@holdfast.example', password: 'wrong' };
    for (let failures = 0; failures < 10; failures += 1) await api.fail('signIn', { body }, {}, 401);
    const response = await api.send('signIn', { body });
    expect([response.status, Number(response.headers['retry-after']) > 60]).toEqual([429, true]);
    await api.call('signIn', { body: { email, password: PASSWORD } });
    api.pass(15 * 60_000);
    await api.fail('signIn', { body }, {}, 401);
  });

  it('leaves an audit event, refused or not', async () => {
    const events = await api.database.auditEvents.find(INSTANCE, { where: eq('action', 'session.opened') });
    expect(new Set(events.map((event) => event.outcome))).toEqual(new Set(['done', 'refused']));
  });
});

it('logs no secrets', async () => {
  const { token } = await api.call('createApiToken', { body: { name: 'Logged?' } }, admin);
  await api.call('listOrganizations', { query: { query: 'ana@secret.example' } }, { token });
  await api.fail('getPerson', { params: { organization: 'x', person: 'ana@secret.example' } }, admin, 404);
  const log = api.logged();
  expect(log).toContain('"path":"/api/v1/organizations"');
  for (const secret of [PASSWORD, token, admin.cookie, admin.csrf, 'ana@secret.example', 'authorization']) {
    expect(log).not.toContain(secret);
  }
});
