import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const NAME = { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' };
const BJENSEN = { schemas: [`${CORE}:User`], userName: 'bjensen', externalId: 'bjensen', name: NAME };

describe('RFC 7644: resources one at a time', () => {
  let service: ScimService;
  let client: ScimClient;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect();
  });

  describe('§3.3: creating resources', () => {
    it('example: 201 with Location, ETag and the resource as it is stored', async () => {
      const created = await client.send('POST', '/Users', BJENSEN);
      const { id } = created.body;
      const location = `${service.url}/Users/${id}`;
      expect(created).toMatchObject({ status: 201, headers: { location, etag: 'W/"1"' } });
      expect(created.headers['content-type']).toMatch(/^application\/scim\+json/);
      expect(created.body).toEqual({
        ...BJENSEN,
        id: expect.any(String),
        active: true,
        meta: {
          resourceType: 'User',
          created: expect.any(String),
          lastModified: created.body.meta.created,
          location,
          version: 'W/"1"',
        },
      });
    });

    it('a resource that is there already is refused: 409 uniqueness', async () => {
      await client.create('/Users', BJENSEN);
      expect(await client.send('POST', '/Users', BJENSEN)).toMatchObject({
        status: 409,
        body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409', scimType: 'uniqueness' },
      });
    });

    it('what is read-only is ignored, what is required must be there', async () => {
      const created = await client.create('/Users', {
        ...BJENSEN,
        id: 'mine',
        meta: { resourceType: 'Group' },
        groups: [{ value: 'x' }],
      });
      expect(created.id).not.toBe('mine');
      expect(created.meta.resourceType).toBe('User');
      expect(created).not.toHaveProperty('groups');
      for (const [path, body] of [
        ['/Users', { schemas: [`${CORE}:User`] }],
        ['/Users', { userName: '' }],
        ['/Users', { userName: null }],
        ['/Groups', { members: [] }],
      ] as const) {
        expect(await client.send('POST', path, body)).toMatchObject({
          status: 400,
          body: { scimType: 'invalidValue' },
        });
      }
    });

    it('§3.3.1: meta.resourceType is the name of the type whose endpoint it was sent to', async () => {
      const group = await client.create('/Groups', { schemas: [`${CORE}:Group`], displayName: 'Tour Guides' });
      expect(group.meta.resourceType).toBe('Group');
    });
  });

  describe('§3.5.1: replacing with PUT', () => {
    it('example: 200 with the resource, and the e-mails of it', async () => {
      const { id, meta } = await client.create('/Users', { ...BJENSEN, title: 'Guide', roles: [{ value: 'r' }] });
      const emails = [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }];
      const name = { ...NAME, middleName: 'Jane' };
      const put = await client.send('PUT', `/Users/${id}`, { ...BJENSEN, id, name, roles: [], emails });
      expect(put).toMatchObject({ status: 200, headers: { etag: 'W/"2"' } });
      expect(put.body).toEqual({
        ...BJENSEN,
        id,
        name,
        emails,
        active: true,
        meta: { ...meta, lastModified: put.body.meta.lastModified, version: 'W/"2"' },
      });
      expect((await client.send('GET', `/Users/${id}`)).body).toEqual(put.body);
    });

    it('read-only values are ignored, required ones must be there, null and [] unset, case of names does not count', async () => {
      const { id } = await client.create('/Users', { ...BJENSEN, title: 'Guide', nickName: 'Babs' });
      const put = await client.send('PUT', `/Users/${id}`, {
        ID: 'other',
        USERNAME: 'bjensen',
        title: null,
        emails: [],
        nickname: '',
        groups: [{ value: 'x' }],
      });
      expect(put.body).toMatchObject({ id, userName: 'bjensen' });
      for (const gone of ['title', 'emails', 'externalId', 'name', 'groups']) expect(put.body).not.toHaveProperty(gone);
      expect(await client.send('PUT', `/Users/${id}`, { title: 'T' })).toMatchObject({
        status: 400,
        body: { scimType: 'invalidValue' },
      });
    });

    it('PUT creates nothing: 404', async () => {
      expect(await client.send('PUT', '/Users/2819c223-7f76-453a-919d-413861904646', BJENSEN)).toMatchObject({
        status: 404,
        body: { status: '404' },
      });
    });
  });

  describe('§3.6: deleting', () => {
    it('example: 204 without a body to the version that If-Match names', async () => {
      const { id, meta } = await client.create('/Users', BJENSEN);
      const path = `/Users/${id}`;
      const ifMatch = (version: string) => client.send('DELETE', path, undefined, { 'if-match': version });
      expect((await ifMatch('W/"c310cd84f0281b7"')).status).toBe(412);
      expect(await ifMatch(meta.version)).toMatchObject({ status: 204, text: '' });
    });

    it('404 to every operation on what is deleted, which no list shows and which conflicts with nothing', async () => {
      for (const [endpoint, body] of [
        ['/Users', BJENSEN],
        ['/Groups', { displayName: 'Tour Guides' }],
      ] as const) {
        const { id } = await client.create(endpoint, body);
        const path = `${endpoint}/${id}`;
        expect((await client.send('DELETE', path)).status).toBe(204);
        const answers = [
          await client.send('GET', path),
          await client.send('PUT', path, body),
          await client.send('PATCH', path, { Operations: [{ op: 'remove', path: 'externalId' }] }),
          await client.send('DELETE', path),
        ];
        for (const answer of answers) expect(answer).toMatchObject({ status: 404, body: { status: '404' } });
        expect((await client.send('GET', endpoint)).body).toMatchObject({ totalResults: 0, Resources: [] });
        expect((await client.create(endpoint, body)).id).not.toBe(id);
      }
    });
  });

  describe('§3.12: errors', () => {
    const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

    it('example: a resource that is not there', async () => {
      const answer = await client.send('GET', '/Users/2819c223-7f76-453a-919d-413861904646');
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({
        schemas: [ERROR],
        detail: expect.stringContaining('2819c223-7f76-453a-919d-413861904646'),
        status: '404',
      });
    });

    it('example: a read-only attribute', async () => {
      const { id } = await client.create('/Users', BJENSEN);
      const answer = await client.send('PATCH', `/Users/${id}`, {
        Operations: [{ op: 'replace', path: 'id', value: 'other' }],
      });
      expect(answer.status).toBe(400);
      expect(answer.body).toEqual({
        schemas: [ERROR],
        scimType: 'mutability',
        detail: expect.stringContaining('id'),
        status: '400',
      });
    });

    it('table 9: each scimType where the table says', async () => {
      const { id } = await client.create('/Users', { ...BJENSEN, emails: [{ value: 'a@b.example', type: 'work' }] });
      const path = `/Users/${id}`;
      const patch = (operation: object) => client.send('PATCH', path, { Operations: [operation] });
      const answers = {
        invalidFilter: await client.send('GET', '/Users?filter=userName%20xx%20%22a%22'),
        uniqueness: await client.send('POST', '/Users', { userName: 'BJENSEN' }),
        mutability: await patch({ op: 'add', path: 'groups', value: [{ value: 'x' }] }),
        invalidSyntax: await client.send('POST', '/Users', '{"userName":'),
        invalidPath: await patch({ op: 'replace', path: 'nonsense', value: 1 }),
        noTarget: await patch({ op: 'replace', path: 'emails[type eq "home"].value', value: 'x@y.example' }),
        invalidValue: await patch({ op: 'replace', path: 'active', value: 'perhaps' }),
      };
      for (const [scimType, answer] of Object.entries(answers)) {
        const status = scimType === 'uniqueness' ? 409 : 400;
        expect([scimType, answer.status, answer.body]).toEqual([
          scimType,
          status,
          { schemas: [ERROR], scimType, status: String(status), detail: expect.any(String) },
        ]);
      }
    });
  });
});
