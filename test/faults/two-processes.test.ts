import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ensureInstance } from '../../src/application/accounts/ensure-instance.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import type { Organization } from '../../src/domain/access/organization.ts';
import { withoutUnavailable } from '../support/shipped-process.ts';
import { until } from '../support/until.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { createPushTarget, type PushTarget } from './push-target.ts';
import { ScimSession } from './scim-session.ts';

/** How much later, at most, one process knows what another one changed. */
const STALE_MS = 5_000;
const PASSWORD = 'tidal pools at noon breathe';
const EMAIL = 'root@holdfast.example';

jest.setTimeout(120_000);

/** What a browser keeps between requests, whichever process answers them. */
interface SignedIn {
  readonly cookie: string;
  readonly 'x-csrf-token': string;
}

describe('two API processes of one installation', () => {
  let fleet: Fleet;
  let target: PushTarget;
  let here: string;
  let there: string;
  let admin: SignedIn;

  beforeAll(async () => {
    fleet = await startFleet({ api: 2, workers: 1 });
    [here = '', there = ''] = fleet.baseUrls;
    target = await createPushTarget(fleet.app);
    const { firstAdministratorLink: link } = await ensureInstance(fleet.app);
    if (!link) throw new Error('There is an administrator already');
    const body = { purpose: 'create_first_administrator', secret: link.secret, email: EMAIL, displayName: 'Robin' };
    admin = await signedIn(post(here, `/one-time-links/${link.id}/redeem`, { ...body, password: PASSWORD }));
  });
  afterAll(async () => {
    const errors = fleet?.errors() ?? [];
    await fleet?.close();
    // A paused connection is answered 503, which the request log tells of as an error.
    expect(withoutUnavailable(errors)).toEqual([]);
  });

  const post = (baseUrl: string, path: string, body: object, headers: object = {}, method = 'POST') =>
    fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method !== 'DELETE' && { body: JSON.stringify(body) }),
    });

  const signedIn = async (answering: Promise<Response>): Promise<SignedIn> => {
    const answer = await answering;
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie().map((one) => one.replace(/;.*/, ''));
    return { cookie, 'x-csrf-token': ((await answer.json()) as { readonly csrfToken: string }).csrfToken };
  };

  const change = async (path: string, body: object, method = 'POST'): Promise<void> => {
    const { slug } = (await fleet.app.database.organizations.get(INSTANCE, target.tenant)) as Organization;
    const answer = await post(
      here,
      `/organizations/${slug}/connections/${target.connectionId}${path}`,
      body,
      admin,
      method,
    );
    expect([path, answer.ok]).toEqual([path, true]);
  };

  /** Both processes answer SCIM like this, the one that changed it at once, the other a bounded time later. */
  const bothAnswer = async (status: number, token: string): Promise<void> => {
    const answerOf = async (baseUrl: string) =>
      (await new ScimSession(`${baseUrl}/scim/v2`, token).attempt('GET', '/Users?count=1'))?.status;
    expect(await answerOf(here)).toBe(status);
    // Asked all the time, so that what it remembers is never forgotten for want of use.
    const isThere = async () => (await answerOf(there)) === status;
    await until(`the other process to answer ${status}`, isThere, { withinMs: 3 * STALE_MS });
  };

  it('know a paused connection, a resumed one and a revoked token within five seconds of each other', async () => {
    await bothAnswer(200, target.token);
    await change('/pause', { reason: 'Exercise' });
    await bothAnswer(503, target.token);
    await change('/resume', {});
    await bothAnswer(200, target.token);
    const [token] = await fleet.app.database.connectionTokens.find(target.tenant);
    await change(`/tokens/${token?.id}`, {}, 'DELETE');
    await bothAnswer(401, target.token);
  });

  it('take the access tokens one of them gave out, until their OAuth client is revoked', async () => {
    const second = await createPushTarget(fleet.app);
    target = second;
    const { slug } = (await fleet.app.database.organizations.get(INSTANCE, second.tenant)) as Organization;
    const path = `/organizations/${slug}/connections/${second.connectionId}/oauth-clients`;
    const created = (await (await post(here, path, { name: 'Provisioning' }, admin)).json()) as {
      readonly id: string;
      readonly clientId: string;
      readonly clientSecret: string;
    };
    const ask = async (baseUrl: string): Promise<{ readonly status: number; readonly token: string }> => {
      const { clientId, clientSecret } = created;
      const answer = await fetch(`${baseUrl}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
        }),
      });
      return { status: answer.status, token: ((await answer.json()) as { access_token: string }).access_token };
    };
    const issued = await Promise.all([ask(here), ask(there)]);
    expect(issued.map(({ status }) => status)).toEqual([200, 200]);
    for (const { token } of issued) await bothAnswer(200, token);
    await change(`/oauth-clients/${created.id}`, {}, 'DELETE');
    for (const { token } of issued) await bothAnswer(401, token);
    expect([(await ask(here)).status, (await ask(there)).status]).toEqual([401, 401]);
  });

  it('share sessions: opened by one they are good for the other, ended by one they are over at once', async () => {
    const session = await signedIn(post(there, '/sign-in', { email: EMAIL, password: PASSWORD }));
    const isGood = async (baseUrl: string) =>
      (await fetch(`${baseUrl}/api/v1/session`, { headers: { ...session } })).status;
    expect(await isGood(here)).toBe(200);
    expect((await post(here, '/sign-out', {}, session)).ok).toBe(true);
    expect(await isGood(there)).toBe(401);
  });

  it('count failed sign-ins together', async () => {
    const attempt = async (baseUrl: string) =>
      (await post(baseUrl, '/sign-in', { email: 'nobody@acme.example', password: 'wrong' })).status;
    const answers: number[] = [];
    for (let index = 0; index < 12; index++) answers.push(await attempt(index % 2 === 0 ? here : there));
    expect(answers).toEqual([...Array(10).fill(401), 429, 429]);
  });

  it('show live what the other one accepted and a worker applied', async () => {
    const second = await createPushTarget(fleet.app);
    const { slug } = (await fleet.app.database.organizations.get(INSTANCE, second.tenant)) as Organization;
    const leaving = new AbortController();
    const stream = await fetch(`${there}/api/v1/organizations/${slug}/sync-jobs/events`, {
      headers: { ...admin },
      signal: leaving.signal,
    });
    expect(stream.status).toBe(200);
    let text = '';
    const decoder = new TextDecoder();
    const reading = (async () => {
      for await (const chunk of stream.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
      }
    })().catch(() => {});
    await until('the stream to begin', async () => text.includes('event: ready'));
    const user = { userName: 'live@acme.example', emails: [{ value: 'live@acme.example' }] };
    const session = new ScimSession(`${here}/scim/v2`, second.token);
    await session.write({ target: 'live', kind: 'user_created', method: 'POST', path: '/Users', body: user });
    await until('the job on the stream, applied', async () => /"state":"applied"/.test(text));
    leaving.abort();
    await reading;
  });
});
