import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../src/story/api/api-client.ts';
import { startTestService, type TestService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

interface Seen {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly cause?: string;
  readonly detail?: string;
  readonly userAgent?: string;
  readonly requestId: string;
  readonly tokenId?: string;
  readonly durationMs: number;
  readonly body?: unknown;
  readonly unmasked: boolean;
}

interface Created {
  readonly connection: { readonly id: string };
  readonly token: { readonly id: string; readonly token: string };
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ana = (changes: object = {}) => ({
  schemas: [USER],
  userName: 'ana.lopez@acme.example',
  password: 'tidal pools at noon',
  emails: [{ type: 'work', primary: true, value: 'ana.lopez@acme.example' }],
  active: true,
  ...changes,
});

describe('The requests of a connection', () => {
  let service: TestService;
  let api: ApiClient;

  beforeAll(async () => {
    service = await startTestService({
      environment: { KEPT_REQUESTS: '20', SCIM_RATE_LIMIT: '20', SCIM_RATE_BURST: '100' },
    });
    api = await service.becomeFirstAdministrator();
    await api.post('/organizations', { name: 'Acme', slug: 'acme' });
  }, 120_000);

  afterAll(async () => {
    await service.stop();
  });

  const connect = async (type = 'okta') => {
    const created = await api.post<Created>('/organizations/acme/connections', {
      type,
      name: `${type} ${Math.random()}`,
    });
    const at = `/organizations/acme/connections/${created.connection.id}`;
    const send = (method: string, path: string, body?: object, token = created.token.token) =>
      fetch(`${service.baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/scim+json',
          'user-agent': 'Okta SCIM Client 1.0.0',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const requests = async (query = '') => (await api.get<{ items: Seen[] }>(`${at}/requests${query}`)).items;
    return {
      ...created,
      at,
      send,
      requests,
      /** The list once it satisfies this: it is written a moment after the answers. */
      requestsWhen: (is: (seen: Seen[]) => boolean) =>
        until('the requests to be listed', async () => {
          const seen = await requests();
          return is(seen) ? seen : undefined;
        }),
      mistakes: async () =>
        (await api.get<{ mistakes: { kind: string; advice: string }[] }>(`${at}/diagnosis`)).mistakes,
    };
  };

  it('are listed, newest first, with what became of them and without personal values or secrets', async () => {
    const okta = await connect();
    await okta.send('GET', '/scim/v2/Users?filter=userName%20eq%20%22ana.lopez%40acme.example%22&count=100');
    const created = await okta.send('POST', '/scim/v2/Users', ana());
    await okta.send('POST', '/scim/v2/Users', ana());
    const seen = await okta.requestsWhen((all) => all.length === 3);
    expect(seen.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 409],
      ['POST', 201],
      ['GET', 200],
    ]);
    expect(seen[2]).toMatchObject({
      path: '/scim/v2/Users?filter=userName eq "‹text›"&count=100',
      userAgent: 'Okta SCIM Client 1.0.0',
      tokenId: okta.token.id,
      unmasked: false,
    });
    expect(seen[1]).toMatchObject({
      requestId: created.headers.get('x-request-id'),
      body: {
        schemas: [USER],
        userName: '‹text›',
        password: '[removed]',
        emails: [{ type: 'work', primary: true, value: '‹text›' }],
        active: true,
      },
    });
    expect(seen[0]).toMatchObject({ scimType: 'uniqueness', detail: expect.stringContaining('‹text›') });
    expect(JSON.stringify(seen)).not.toMatch(/ana|lopez|tidal/i);
    expect((await okta.requests('?status=4xx')).map(({ status }) => status)).toEqual([409]);
    expect((await okta.requests('?status=201')).map(({ status }) => status)).toEqual([201]);
    expect(await okta.requests('?status=5xx')).toEqual([]);
    expect(await okta.mistakes()).toEqual([]);
  });

  it('hold personal values, but no secrets, while somebody wants that', async () => {
    const okta = await connect();
    await api.post(`${okta.at}/unmask-requests`, { minutes: 5 });
    await okta.send('POST', '/scim/v2/Users', ana({ userName: 'bo@acme.example', emails: [] }));
    const [seen] = await okta.requestsWhen((all) => all.length === 1);
    expect(seen).toMatchObject({ unmasked: true, body: { userName: 'bo@acme.example', password: '[removed]' } });
    await api.post(`${okta.at}/unmask-requests`, { minutes: 0 });
    await okta.send('DELETE', '/scim/v2/Users/nobody');
    expect((await okta.requestsWhen((all) => all.length === 2))[0]).toMatchObject({ unmasked: false });
  });

  it('are the latest only', async () => {
    const okta = await connect();
    for (let index = 0; index < 60; index++) await okta.send('GET', `/scim/v2/Users?startIndex=${index + 1}`);
    const seen = await okta.requestsWhen((all) => all[0]?.path.endsWith('startIndex=60') === true && all.length <= 25);
    expect(seen.length).toBeGreaterThanOrEqual(20);
  });

  it('are told to the connection wherever they came, and answered with where SCIM is', async () => {
    const okta = await connect();
    for (const path of ['/Users?count=1', '/scim/Users', '/v2/Groups/7', '/scim/v1/Users', '/ServiceProviderConfig']) {
      const answer = await okta.send('GET', path);
      expect({ path, status: answer.status, body: await answer.json() }).toEqual({
        path,
        status: 404,
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '404',
          detail: `SCIM is not here but at ${service.scimBaseUrl}: enter that as the base URL in the identity provider`,
        },
      });
    }
    const seen = await okta.requestsWhen((all) => all.length === 5);
    expect(new Set(seen.map(({ cause }) => cause))).toEqual(new Set(['wrong_address']));
    const [mistake] = await okta.mistakes();
    expect(mistake).toMatchObject({ kind: 'missing_scim_path', count: 5 });
    expect(mistake?.advice).toContain(service.scimBaseUrl);
    expect((await okta.send('GET', '/Users', undefined, 'hf_made_up')).status).toBe(404);
    expect((await fetch(`${service.baseUrl}/o/acme/users`, { headers: { accept: 'text/html' } })).status).not.toBe(404);
    await okta.send('GET', '/scim/v2/Users');
    await okta.requestsWhen((all) => all.length === 6);
    expect(await okta.mistakes()).toEqual([]);
  });

  it('with a token that ended, or is cut off, are told to its connection too', async () => {
    const okta = await connect();
    const { token } = okta.token;
    const cut = await okta.send('GET', '/scim/v2/Users', undefined, token.slice(0, -7));
    expect(cut.status).toBe(401);
    await okta.requestsWhen((all) => all.length === 1);
    expect((await okta.mistakes()).map(({ kind }) => kind)).toEqual(['wrong_token']);
    await api.delete(`${okta.at}/tokens/${okta.token.id}`);
    await okta.send('GET', '/scim/v2/Users');
    const seen = await okta.requestsWhen((all) => all.length === 2);
    expect(seen.map(({ status, cause }) => [status, cause])).toEqual([
      [401, 'revoked_token'],
      [401, 'wrong_token'],
    ]);
    expect(JSON.stringify(seen)).not.toContain(token.slice(-40, -7));
  });

  it('tell an ended OAuth client from an ended token', async () => {
    const okta = await connect();
    const made = await api.post<{ id: string; clientId: string; clientSecret: string }>(`${okta.at}/oauth-clients`, {
      name: 'Okta',
    });
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: made.clientId,
      client_secret: made.clientSecret,
    });
    const issued = await fetch(`${service.baseUrl}/oauth/token`, { method: 'POST', body });
    const { access_token: token } = (await issued.json()) as { access_token: string };
    expect((await okta.send('GET', '/scim/v2/Users', undefined, token)).status).toBe(200);
    await api.delete(`${okta.at}/oauth-clients/${made.id}`);
    expect((await okta.send('GET', '/scim/v2/Users', undefined, token)).status).toBe(401);
    const [seen] = await okta.requestsWhen((all) => all.length === 2);
    expect(seen?.cause).toBe('revoked_access_token');
    const [mistake] = await okta.mistakes();
    expect(mistake).toMatchObject({ kind: 'revoked_access_token', advice: expect.stringContaining('“Client Secret”') });
  });

  it('tell which client they seem to come from', async () => {
    const okta = await connect('entra');
    const diagnosis = () => api.get<object>(`${okta.at}/diagnosis`);
    expect(await diagnosis()).not.toHaveProperty('client');
    await okta.send('GET', '/scim/v2/Users');
    await okta.requestsWhen((all) => all.length === 1);
    expect(await diagnosis()).toMatchObject({
      client: { name: 'Okta', by: 'user_agent', sign: 'Okta SCIM Client 1.0.0', connectionType: 'okta' },
      userAgent: 'Okta SCIM Client 1.0.0',
    });
  });

  it('show what else goes wrong at first', async () => {
    const entra = await connect('entra');
    await entra.send('POST', '/scim/v2/Users', { schemas: [USER], displayName: 'Ana' });
    const { id } = (await (await entra.send('POST', '/scim/v2/Users', ana({ userName: 'cy', emails: [] }))).json()) as {
      id: string;
    };
    await entra.send('PATCH', `/scim/v2/Users/${id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    });
    await entra.requestsWhen((all) => all.length === 3);
    expect((await entra.mistakes()).map(({ kind }) => kind)).toEqual(['entra_flag_missing']);
    await entra.send('POST', '/scim/v2/Users', { schemas: [USER], userName: '', displayName: 'Ana' });
    await api.post(`${entra.at}/pause`);
    await entra.send('GET', '/scim/v2/Users');
    await entra.requestsWhen((all) => all.length === 5);
    expect((await entra.mistakes()).map(({ kind }) => kind)).toEqual([
      'missing_user_name',
      'paused',
      'entra_flag_missing',
    ]);
  });

  it('are limited as the installation says', async () => {
    const okta = await connect();
    const answers = await Promise.all(Array.from({ length: 250 }, () => okta.send('GET', '/scim/v2/Users?count=1')));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(100);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({
      detail: 'This connection may send 20 requests a second, and up to 100 at once: come back after 1 second',
    });
  });

  it('are limited as the connection says, at once', async () => {
    const okta = await connect();
    await api.patch(okta.at, { rateLimit: { requestsPerSecond: 1, burst: 2 } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => okta.send('GET', '/scim/v2/Users')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toMatchObject({
      status: '429',
      detail: expect.stringContaining('up to 2 at once'),
    });
    await okta.requestsWhen((all) => all.length === 12);
    expect((await okta.mistakes()).map(({ kind }) => kind)).toEqual(['too_fast']);
    await api.patch(okta.at, { rateLimit: null, keptRequests: 0 });
    expect((await okta.send('GET', '/scim/v2/Users')).status).toBe(200);
  });

  it('are bounded for made-up tokens of one address, and not for good ones', async () => {
    const okta = await connect();
    await okta.send('GET', '/scim/v2/Users');
    const madeUp = (index: number) => `hf_0195-acme_0195-${index}_${'A'.repeat(43)}`;
    const statuses = await Promise.all(
      Array.from({ length: 600 }, async (_, index) => {
        const answer = await okta.send('GET', '/scim/v2/Users', undefined, madeUp(index));
        return answer.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect((await okta.send('GET', '/scim/v2/Users')).status).toBe(200);
  }, 30_000);
});
