import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { type ApiFixture, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
const params = { organization: 'acme' };

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin);
});
afterAll(() => {
  expect(api.app.errors).toEqual([]);
  return api.close();
});

const raw = (body: string, type = 'application/json') =>
  supertest(api.http)
    .post('/api/v1/organizations')
    .set('cookie', admin.cookie)
    .set('x-csrf-token', admin.csrf)
    .set('content-type', type)
    .send(body);

describe('a body', () => {
  it.each([
    ['a missing field', { name: 'X' }, 'body.slug'],
    ['a wrong type', { name: 'X', slug: 7 }, 'body.slug'],
    ['an unknown key', { name: 'X', slug: 'xx', plan: 'gold' }, 'body.plan'],
    ['a value not allowed', { name: 'X', slug: 'Not A Slug' }, 'body.slug'],
    ['nothing but spaces', { name: '   ', slug: 'xx' }, 'body.name'],
    ['a NUL character', { name: 'a\u0000b', slug: 'xx' }, 'body.name'],
    ['an array', [], 'body'],
  ])('with %s is refused by name', async (_what, body, path) => {
    const problem = await api.fail('createOrganization', { body }, admin, 400);
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  it('with several mistakes is told all of them', async () => {
    const problem = await api.fail('createOrganization', { body: { x: 1 } }, admin, 400);
    expect(problem.errors?.map(({ path, message }) => `${path} ${message}`).sort()).toEqual([
      'body.name is missing',
      'body.slug is missing',
      'body.x is not known',
    ]);
  });

  it('is told what would be right, in words of our own', async () => {
    for (const wrong of [
      { name: '', slug: 'x'.repeat(61) },
      { name: 5, slug: {} },
      { name: [], slug: null },
    ]) {
      const { errors = [] } = await api.fail('createOrganization', { body: wrong }, admin, 400);
      expect(new Set(errors.map(({ path }) => path))).toEqual(new Set(['body.name', 'body.slug']));
      for (const { message } of errors)
        expect(message).toMatch(/^must (?:be a text|not be empty|have at most 60 characters)$/);
    }
    const { errors } = await api.fail('listSyncJobs', { params, query: { state: 'nonsense', from: 'x' } }, admin, 400);
    expect(errors?.map(({ message }) => message).join()).not.toMatch(/invalid|expected/i);
  });

  it.each([
    ['broken JSON', '{"name":', 'application/json', 400],
    ['no object', '"text"', 'application/json', 400],
    ['a form', 'name=X', 'application/x-www-form-urlencoded', 415],
    ['another charset', '{}', 'application/json; charset=klingon', 415],
    ['more than a quarter of a megabyte', JSON.stringify({ name: 'x'.repeat(300_000) }), 'application/json', 413],
  ])('with %s is refused', async (_what, body, type, status) => {
    const response = await raw(body, type);
    expect([response.status, response.type]).toEqual([status, 'application/problem+json']);
  });

  it('that is absent counts as empty', async () => {
    const problem = await api.fail('createOrganization', {}, admin, 400);
    expect(problem.errors?.map((error) => error.path).sort()).toEqual(['body.name', 'body.slug']);
  });

  it('with a lone surrogate is refused, not stored broken', async () => {
    const response = await raw('{"name":"a\\ud800b","slug":"surrogate"}');
    expect(response.status).toBe(400);
    expect(response.body.type).toBe('urn:holdfast:problem:unstorable-text');
  });

  it('cannot reach the prototype', async () => {
    const response = await raw('{"name":"X","slug":"proto","__proto__":{"admin":true}}');
    expect(response.status).toBe(400);
  });
});

describe('a query', () => {
  it.each([
    [{ limit: 0 }, 'query.limit'],
    [{ limit: 201 }, 'query.limit'],
    [{ limit: 'many' }, 'query.limit'],
    [{ cursor: 'made-up' }, 'query.cursor'],
    [{ cursor: Buffer.from('{"values":[{}],"id":"x"}').toString('base64url') }, 'query.cursor'],
    [{ cursor: Buffer.from('{"values":[5,"t"],"id":"x"}').toString('base64url') }, 'query.cursor'],
    [{ cursor: Buffer.from('{"values":["a"],"id":"x"}').toString('base64url') }, 'query.cursor'],
    [{ cursor: Buffer.from('{"values":["a\\u0000","t"],"id":"x"}').toString('base64url') }, 'query.cursor'],
    [{ sort: 'name' }, 'query.sort'],
    [{ query: ['a', 'b'] }, 'query.query'],
  ])('of %j is refused', async (query, path) => {
    const problem = await api.fail('listOrganizations', { query }, admin, 400);
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  it.each([{ state: 'nonsense' }, { from: 'yesterday' }, { from: '2026-01-01' }, { kind: ['recheck', 'x'] }])(
    'of %j is refused for sync jobs',
    async (query) => {
      await api.fail('listSyncJobs', { params, query }, admin, 400);
    },
  );

  it('asking to move people must say where to', async () => {
    const created = await api.call('createConnection', { params, body: { type: 'generic', name: 'G' } }, admin);
    const input = { params: { ...params, connectionId: created.connection.id }, query: { people: 'move' } };
    const problem = await api.fail('deleteConnection', input, admin, 400);
    expect(problem.errors?.[0]?.path).toBe('query.toConnectionId');
  });
});

describe('an address', () => {
  it('that nothing has is 404', async () => {
    const response = await supertest(api.http).get('/api/v1/nothing').set('cookie', admin.cookie);
    expect([response.status, response.type]).toEqual([404, 'application/problem+json']);
    for (const path of ['/api', '/api/v2/organizations', '/scim/v1/Users']) {
      expect((await supertest(api.http).get(path)).status).toBe(404);
    }
  });

  it('that does not know the method is 405 and says which it knows', async () => {
    const response = await supertest(api.http).put('/api/v1/organizations').set('cookie', admin.cookie);
    expect([response.status, response.headers.allow]).toEqual([405, 'GET, POST']);
  });

  it('that is not well encoded is 400', async () => {
    const response = await supertest(api.http).get('/api/v1/organizations/%E0%A4%A').set('cookie', admin.cookie);
    expect([response.status, response.type]).toEqual([400, 'application/problem+json']);
  });

  it('asked under a host that is none is 400', async () => {
    const response = await supertest(api.http).get('/api/v1/session').set('host', 'evil.example/path?');
    expect(response.status).toBe(400);
  });

  it('with an unknown organization is 404', async () => {
    await api.fail('getOverview', { params: { organization: 'nowhere' } }, admin, 404);
  });
});

describe('a list', () => {
  it('comes in pages that stay put while entries come and go', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `page-${index}`);
    for (const slug of names) await api.call('createOrganization', { body: { name: slug, slug } }, admin);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { query: 'page-', limit: 3, ...(cursor && { cursor }) };
      const page = await api.call('listOrganizations', { query }, admin);
      seen.push(...page.items.map((item) => item.name));
      if (seen.length === 3) {
        await api.call('createOrganization', { body: { name: 'page-!', slug: 'page-0-before' } }, admin);
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(names);
  });
});
