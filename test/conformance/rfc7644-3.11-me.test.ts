import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eq } from '../../src/application/ports/query.ts';
import { type Answer, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('RFC 7644 §3.11: /Me', () => {
  let service: ScimService;
  let client: ScimClient;
  let user: Answer['body'];
  let me: Pick<ScimClient, 'send'>;
  let people = 0;

  const content = () => ({
    userName: user.userName,
    externalId: user.externalId,
    name: { familyName: 'Doe' },
    emails: user.emails,
    roles: user.roles,
    [ENTERPRISE]: user[ENTERPRISE],
  });

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    const userName = `jane${++people}`;
    user = await client.create('/Users', {
      userName,
      externalId: `e${people}`,
      name: { familyName: 'Doe' },
      emails: [{ value: `${userName}@x.test`, type: 'work', primary: true }],
      roles: [{ value: 'reader' }],
      [ENTERPRISE]: { department: 'sales' },
    });
    me = client.boundTo(user.id);
  });

  it('answers as the resource a token is bound to, with its permanent location', async () => {
    const answer = await me.send('GET', '/Me');
    const direct = await client.send('GET', `/Users/${user.id}`);
    expect(answer).toMatchObject({ status: 200, body: direct.body });
    expect(answer.headers.location).toBe(user.meta.location);
    expect(answer.headers.etag).toBe(direct.headers.etag);
    const etag = String(answer.headers.etag);
    expect((await me.send('GET', '/me', undefined, { 'if-none-match': etag })).status).toBe(304);
    const projected = await me.send('GET', '/Me?attributes=userName');
    expect(projected.body).toEqual({ schemas: user.schemas, id: user.id, userName: user.userName });
  });

  it('patches and replaces it', async () => {
    const patched = await me.send('PATCH', '/Me', { Operations: [{ op: 'add', path: 'nickName', value: 'J' }] });
    expect(patched).toMatchObject({ status: 200, body: { id: user.id, nickName: 'J' } });
    expect(patched.headers.location).toBe(user.meta.location);
    const stale = { 'if-match': 'W/"1"' };
    expect((await me.send('PUT', '/Me', content(), stale)).status).toBe(412);
    const replaced = await me.send('PUT', '/Me', { ...content(), title: 'Dr' });
    expect(replaced).toMatchObject({ status: 200, body: { title: 'Dr', active: true } });
    expect(replaced.body.nickName).toBeUndefined();
    const events = await service.application.database.auditEvents.find(client.connection.tenant, {
      where: eq('action', 'directory_user.changed'),
    });
    expect(events.at(-1)).toMatchObject({ actor: { tokenId: `token-${client.token}~${user.id}` } });
  });

  it('deletes it, and then there is nobody any more', async () => {
    expect((await me.send('DELETE', '/Me')).status).toBe(204);
    expect((await client.send('GET', `/Users/${user.id}`)).status).toBe(404);
    for (const method of ['GET', 'DELETE']) {
      expect(await me.send(method, '/Me')).toMatchObject({ status: 404, body: { status: '404' } });
    }
  });

  it('answers 501 to tokens that are bound to nobody, and to creating oneself', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      expect(await client.send(method, '/Me', body)).toMatchObject({ status: 501, body: { status: '501' } });
    }
    expect((await me.send('POST', '/Me', {})).status).toBe(501);
  });

  it('is all that a bound token reaches, besides discovery', async () => {
    const other = await client.create('/Users', { userName: `other${people}` });
    const requests: [string, string, object?][] = [
      ['GET', `/Users/${user.id}`],
      ['GET', `/Users/${other.id}`],
      ['GET', '/Users'],
      ['POST', '/Users', { userName: 'new' }],
      ['PATCH', `/Users/${other.id}`, { Operations: [{ op: 'replace', path: 'active', value: false }] }],
      ['DELETE', `/Users/${other.id}`],
      ['GET', '/Groups'],
      ['POST', '/Groups', { displayName: 'mine', members: [{ value: user.id }] }],
      ['GET', '/?filter=id%20pr'],
      ['POST', '/.search', {}],
      ['POST', '/Users/.search', {}],
      ['POST', '/Bulk', { Operations: [] }],
    ];
    for (const [method, path, body] of requests) {
      const answer = await me.send(method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, 403]);
      expect(answer.body).toMatchObject({ status: '403', detail: expect.stringContaining('/Me') });
    }
    for (const path of ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes/User']) {
      expect((await me.send('GET', path)).status).toBe(200);
    }
    const refused = await service.application.database.auditEvents.count(
      client.connection.tenant,
      eq('outcome', 'refused'),
    );
    expect(refused).toBeGreaterThanOrEqual(5);
    expect((await client.send('GET', `/Users/${other.id}`)).body.active).toBe(true);
  });

  it.each([
    ['userName', 'admin@x.test'],
    ['externalId', 'e0'],
    ['emails', [{ value: 'admin@x.test', type: 'work' }]],
    ['roles', [{ value: 'admin' }]],
    ['entitlements', [{ value: 'all' }]],
    [`${ENTERPRISE}:department`, 'board'],
  ])('does not let people change what their access rests on: %s', async (path, value) => {
    const answer = await me.send('PATCH', '/Me', { Operations: [{ op: 'replace', path, value }] });
    expect(answer).toMatchObject({ status: 403, body: { status: '403' } });
    expect(answer.body.detail).toContain(path.startsWith('urn:') ? ENTERPRISE : path);
    expect((await client.send('GET', `/Users/${user.id}`)).body).toEqual(user);
  });

  it('lets people leave, but not come back', async () => {
    const activate = (active: boolean) => ({ Operations: [{ op: 'replace', path: 'active', value: active }] });
    expect(await me.send('PATCH', '/Me', activate(false))).toMatchObject({ status: 200, body: { active: false } });
    for (const [method, body] of [['GET'], ['PATCH', activate(true)], ['PUT', content()], ['DELETE']] as const) {
      expect(await me.send(method, '/Me', body)).toMatchObject({ status: 403, body: { status: '403' } });
    }
    await client.send('PATCH', `/Users/${user.id}`, activate(true));
    expect((await me.send('GET', '/Me')).status).toBe(200);
  });

  it('knows nobody of another connection', async () => {
    const stranger = await service.connect();
    expect((await stranger.boundTo(user.id).send('GET', '/Me')).status).toBe(404);
    expect((await stranger.boundTo(user.id).send('DELETE', '/Me')).status).toBe(404);
    expect((await me.send('GET', '/Me')).status).toBe(200);
  });
});
