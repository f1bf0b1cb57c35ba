import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';
type Resource = { readonly userName?: string; readonly displayName?: string; readonly members?: readonly unknown[] };

describe('RFC 7644 §3.4.3: queries by POST', () => {
  let service: ScimService;
  let client: ScimClient;

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
    const other = await service.connect();
    await other.create('/Users', { userName: 'foreign', displayName: 'b' });
    await other.create('/Groups', { displayName: 'foreign' });
    const users = [
      { userName: 'u1', displayName: 'm', externalId: 'x' },
      { userName: 'u2' },
      { userName: 'u3', displayName: 'C', active: false, title: 'boss' },
    ];
    let member = '';
    for (const user of users) member = (await client.create('/Users', user)).id;
    await client.create('/Groups', { displayName: 'a', members: [{ value: member }] });
    await client.create('/Groups', { displayName: 'd', externalId: 'w' });
    await client.create('/Groups', { displayName: 'z' });
  });
  afterAll(() => service.close());

  const search = async (path: string, body: object) => {
    const answer = await client.send('POST', `${path}/.search`, { schemas: [SEARCH], ...body });
    expect([answer.status, answer.body.detail]).toEqual([200, undefined]);
    return answer.body;
  };
  const nameOf = ({ userName, displayName }: Resource) => userName ?? displayName;
  const names = async (path: string, body: object) => (await search(path, body)).Resources.map(nameOf);

  it('answers what a GET with the same parameters would', async () => {
    const parameters = {
      filter: 'active eq true',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 1,
      count: 2,
      attributes: ['userName', 'displayName'],
    };
    const query = new URLSearchParams(
      Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
    );
    expect(await search('/Users', parameters)).toEqual((await client.send('GET', `/Users?${query}`)).body);
    expect(await search('/Groups', { excludedAttributes: ['members', 'meta'] })).toEqual(
      (await client.send('GET', '/Groups?excludedAttributes=members,meta')).body,
    );
    expect(await search('/Groups', {})).toEqual((await client.send('GET', '/Groups')).body);
    expect((await search('/Users', { count: 0 })).totalResults).toBe(3);
  });

  it('reads parameter names in any case, null as absent, and does without schemas', async () => {
    const answer = await client.send('POST', '/Users/.search', { FILTER: 'userName eq "u2"', sortBy: null, extra: {} });
    expect(answer.body.Resources.map(nameOf)).toEqual(['u2']);
  });

  it('is a question, not a change: it leaves no audit event', async () => {
    const { database } = service.application;
    const before = await database.auditEvents.count(client.connection.tenant);
    await client.send('POST', '/.search', { filter: 'nonsense' });
    await client.send('POST', '/Users/.search', {});
    expect(await database.auditEvents.count(client.connection.tenant)).toBe(before);
  });

  it.each([
    [undefined, 'invalidSyntax'],
    [[], 'invalidSyntax'],
    ['"text"', 'invalidSyntax'],
    [{ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }, 'invalidSyntax'],
    [{ schemas: SEARCH }, 'invalidSyntax'],
    [{ count: 1, Count: 2 }, 'invalidSyntax'],
    [{ attributes: 'userName' }, 'invalidValue'],
    [{ excludedAttributes: [1] }, 'invalidValue'],
    [{ count: '10' }, 'invalidValue'],
    [{ startIndex: 1.5 }, 'invalidValue'],
    [{ filter: 5 }, 'invalidValue'],
    [{ sortBy: ['userName'] }, 'invalidValue'],
    [{ filter: 'userName xx "a"' }, 'invalidFilter'],
    [{ filter: 'shoeSize eq 1' }, 'invalidFilter'],
    [{ sortBy: 'shoeSize' }, 'invalidPath'],
    [{ startIndex: 1, cursor: '' }, 'invalidValue'],
  ])('refuses %j', async (body, scimType) => {
    for (const path of ['/.search', '/Users/.search', '/Groups/.search']) {
      expect(await client.send('POST', path, body)).toMatchObject({ status: 400, body: { status: '400', scimType } });
    }
  });

  it('knows POST only, and only where there is something to search', async () => {
    for (const path of ['/.search', '/Users/.search']) {
      expect(await client.send('GET', path)).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    }
    expect((await client.send('POST', '/Schemas/.search', {})).status).toBe(405);
    expect((await client.send('POST', '/.search/1', {})).status).toBe(404);
  });

  describe('§3.4.2.1: at the root, over users and groups', () => {
    it('finds both, users first, with honest totals and their members', async () => {
      const body = await search('', {});
      expect(body).toMatchObject({ totalResults: 6, startIndex: 1, itemsPerPage: 6 });
      expect(body.Resources.map(nameOf)).toEqual(['u1', 'u2', 'u3', 'a', 'd', 'z']);
      expect(body.Resources[3].members).toHaveLength(1);
      expect(body.Resources[0].meta.resourceType).toBe('User');
    });

    it('answers a GET with any parameter alike, and there is nothing without', async () => {
      const get = (query: string) => client.send('GET', `/${query}`);
      expect((await get('?count=2&startIndex=3')).body).toEqual(await search('', { count: 2, startIndex: 3 }));
      expect((await get('?ATTRIBUTES=userName')).body).toEqual(await search('', { attributes: ['userName'] }));
      const first = await get('?cursor=&count=4');
      const next = await get(`?count=4&cursor=${encodeURIComponent(first.body.nextCursor)}`);
      expect([...first.body.Resources, ...next.body.Resources].map(nameOf)).toEqual(await names('', {}));
      expect(await get('?filter=shoeSize%20eq%201')).toMatchObject({
        status: 400,
        body: { scimType: 'invalidFilter' },
      });
      for (const query of ['', '?', '?&', '?other=1']) {
        expect(await get(query)).toMatchObject({ status: 404, body: { status: '404' } });
      }
    });

    it('pages across both, by any size', async () => {
      for (const sort of [{}, { sortBy: 'displayName' }, { sortBy: 'externalId', sortOrder: 'descending' }]) {
        const whole = await names('', sort);
        expect(whole).toHaveLength(6);
        for (const count of [1, 2, 4, 5]) {
          const paged = [];
          for (let startIndex = 1; startIndex <= 7; startIndex += count) {
            const page = await search('', { ...sort, startIndex, count });
            expect(page.totalResults).toBe(6);
            paged.push(...page.Resources.map(nameOf));
          }
          expect(paged).toEqual(whole);
        }
      }
      expect(await search('', { count: 0 })).toMatchObject({ totalResults: 6, itemsPerPage: 0, Resources: [] });
      expect(await search('', { startIndex: 2_000_000_000 })).toMatchObject({ totalResults: 6, Resources: [] });
    });

    it('sorts both together, those without a value last', async () => {
      expect(await names('', { sortBy: 'displayName' })).toEqual(['a', 'u3', 'd', 'u1', 'z', 'u2']);
      expect(await names('', { sortBy: 'displayName', sortOrder: 'descending' })).toEqual([
        'u2',
        'z',
        'u1',
        'd',
        'u3',
        'a',
      ]);
      expect(await names('', { sortBy: 'userName', count: 4 })).toEqual(['u1', 'u2', 'u3', 'a']);
      expect(await names('', { sortBy: 'meta.created' })).toEqual(['u1', 'u2', 'u3', 'a', 'd', 'z']);
    });

    it('takes an attribute of another resource type for one without a value', async () => {
      expect(await names('', { filter: 'userName pr' })).toEqual(['u1', 'u2', 'u3']);
      expect(await names('', { filter: 'title eq "boss" or displayName eq "D"' })).toEqual(['u3', 'd']);
      expect(await names('', { filter: 'not (active eq true)' })).toEqual(['u3', 'a', 'd', 'z']);
      expect(await names('', { filter: 'title ne "boss" and displayName sw "m"' })).toEqual(['u1']);
      expect(await names('', { filter: 'emails[type eq "work"] or displayName eq "a"' })).toEqual(['a']);
      expect(await names('', { filter: 'meta.resourceType eq "Group" and externalId pr' })).toEqual(['d']);
    });

    it('shows only the attributes asked for', async () => {
      const { Resources } = await search('', { attributes: ['displayName'], filter: 'displayName pr', count: 4 });
      for (const resource of Resources) expect(Object.keys(resource).sort()).toEqual(['displayName', 'id', 'schemas']);
    });
  });
});
