import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
type Resource = { readonly id: string; readonly userName?: string; readonly displayName?: string };

describe('RFC 7644 §3.4.2: lists', () => {
  let service: ScimService;
  let client: ScimClient;
  let other: ScimClient;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
    other = await service.connect();
    await other.create('/Users', { userName: 'foreign', externalId: '0' });
    const people = [
      {
        userName: 'delta',
        externalId: 'b',
        displayName: 'zoe',
        title: 'Éa',
        name: { familyName: 'Smith', givenName: 'Al' },
        emails: [{ value: 'z@x.test' }, { value: 'b@x.test', primary: true }],
        [ENTERPRISE]: { department: 'sales', manager: { value: '2' } },
      },
      {
        userName: 'Alpha',
        externalId: 'B',
        active: false,
        name: { familyName: 'adams', givenName: 'Zed' },
        emails: [{ value: 'A@x.test', type: 'work' }, { value: '0@x.test' }],
        [ENTERPRISE]: { department: 'IT' },
      },
      { userName: 'charlie', displayName: 'Anna', title: 'z', emails: [{ value: 'c@x.test', type: 'home' }] },
      { userName: 'Bravo', externalId: 'a', name: { givenName: 'Al' }, [ENTERPRISE]: { manager: { value: '1' } } },
    ];
    for (const person of people) ids[person.userName] = (await client.create('/Users', person)).id;
    const member = { value: ids.delta };
    for (const group of [
      { displayName: 'Sales', externalId: 'z', members: [member] },
      { displayName: 'admins', members: [member, { value: ids.Alpha }] },
      { displayName: 'Everyone', externalId: 'y' },
    ]) {
      await client.create('/Groups', group);
    }
  });
  afterAll(() => service.close());

  const list = async (path: string) => {
    const answer = await client.send('GET', path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body;
  };
  const userNames = async (query: string) =>
    (await list(`/Users?${query}`)).Resources.map((user: Resource) => user.userName);

  describe('§3.4.2.3: sorting', () => {
    it.each([
      ['userName', ['Alpha', 'Bravo', 'charlie', 'delta']],
      ['urn:ietf:params:scim:schemas:core:2.0:User:USERNAME', ['Alpha', 'Bravo', 'charlie', 'delta']],
      ['externalId', ['Alpha', 'Bravo', 'delta', 'charlie']],
      ['displayName', ['charlie', 'delta', 'Alpha', 'Bravo']],
      ['active', ['Alpha', 'delta', 'charlie', 'Bravo']],
      ['title', ['charlie', 'delta', 'Alpha', 'Bravo']],
      ['name.familyName', ['Alpha', 'delta', 'charlie', 'Bravo']],
      ['name.givenName', ['delta', 'Bravo', 'Alpha', 'charlie']],
      ['emails', ['Alpha', 'delta', 'charlie', 'Bravo']],
      ['emails.value', ['Alpha', 'delta', 'charlie', 'Bravo']],
      ['emails.type', ['charlie', 'Alpha', 'delta', 'Bravo']],
      [`${ENTERPRISE}:department`, ['Alpha', 'delta', 'charlie', 'Bravo']],
      [`${ENTERPRISE}:manager`, ['Bravo', 'delta', 'Alpha', 'charlie']],
      ['meta.created', ['delta', 'Alpha', 'charlie', 'Bravo']],
      ['id', ['delta', 'Alpha', 'charlie', 'Bravo']],
    ])('users by %s: by case rule, absent last, ties by id', async (sortBy, expected) => {
      const query = `sortBy=${encodeURIComponent(sortBy)}`;
      expect(await userNames(query)).toEqual(expected);
      expect(await userNames(`${query}&sortOrder=Ascending`)).toEqual(expected);
      expect(await userNames(`${query}&sortOrder=descending`)).toEqual([...expected].reverse());
      const paged = [];
      for (const startIndex of [1, 2, 3, 4])
        paged.push(...(await userNames(`${query}&count=1&startIndex=${startIndex}`)));
      expect(paged).toEqual(expected);
    });

    it('sorts what a filter found, whatever way it was found', async () => {
      expect(await userNames('filter=active eq true&sortBy=userName&sortOrder=descending')).toEqual([
        'delta',
        'charlie',
        'Bravo',
      ]);
      const byMail = 'filter=emails.value eq "b@x.test" or userName eq "bravo"&sortBy=userName';
      expect(await userNames(byMail)).toEqual(['Bravo', 'delta']);
      expect(await userNames('filter=emails[value eq "A@X.test"]&sortBy=emails')).toEqual(['Alpha']);
    });

    it('groups by displayName and externalId, each with its own members', async () => {
      const { Resources } = await list('/Groups?sortBy=displayName&sortOrder=descending');
      expect(
        Resources.map(({ displayName, members }: { displayName: string; members: unknown[] }) => [
          displayName,
          members.length,
        ]),
      ).toEqual([
        ['Sales', 1],
        ['Everyone', 0],
        ['admins', 2],
      ]);
      const byExternalId = (await list('/Groups?sortBy=externalId&excludedAttributes=members')).Resources;
      expect(byExternalId.map((group: Resource) => group.displayName)).toEqual(['Everyone', 'Sales', 'admins']);
    });

    it('ignores sortOrder without sortBy', async () => {
      expect(await userNames('sortOrder=descending')).toEqual(['delta', 'Alpha', 'charlie', 'Bravo']);
    });

    it.each([
      ['/Users?sortBy=shoeSize', 'invalidPath', /no attribute "shoeSize"/],
      ['/Groups?sortBy=userName', 'invalidPath', /Group has no attribute/],
      ['/Users?sortBy=name', 'invalidValue', /name\.formatted/],
      ['/Users?sortBy=addresses', 'invalidValue', /sub-attributes/],
      ['/Users?sortBy=password', 'invalidValue', /cannot be sorted by password/],
      ['/Users?sortBy=groups', 'invalidValue', /cannot be sorted by groups/],
      ['/Groups?sortBy=members', 'invalidValue', /cannot be sorted by members/],
      ['/Users?sortBy=x509Certificates', 'invalidValue', /cannot be sorted|binary/],
      [`/Users?sortBy=${ENTERPRISE}`, 'invalidValue', /not a schema/],
      ['/Users?sortBy=userName&sortOrder=upwards', 'invalidValue', /ascending or descending/],
    ])('refuses %s', async (path, scimType, detail) => {
      expect(await client.send('GET', path)).toMatchObject({
        status: 400,
        body: { status: '400', scimType, detail: expect.stringMatching(detail) },
      });
    });

    it('is announced', async () => {
      const { body } = await client.send('GET', '/ServiceProviderConfig');
      expect(body).toMatchObject({ sort: { supported: true }, filter: { supported: true, maxResults: 200 } });
    });
  });

  describe('§3.4.2.4: index paging', () => {
    it('counts all matches, also where nothing is shown', async () => {
      expect(await list('/Users?count=0&sortBy=userName')).toMatchObject({
        totalResults: 4,
        itemsPerPage: 0,
        Resources: [],
      });
      expect(await list('/Users?count=0&filter=active eq false')).toMatchObject({ totalResults: 1, Resources: [] });
      expect(await list('/Groups?count=-1')).toMatchObject({ totalResults: 3, Resources: [] });
    });

    it('answers an empty page past the end, however far', async () => {
      for (const startIndex of ['5', '2147483648', '999999999999999999999999999999']) {
        expect(await list(`/Users?startIndex=${startIndex}&sortBy=name.familyName`)).toMatchObject({
          totalResults: 4,
          itemsPerPage: 0,
          Resources: [],
        });
      }
      expect((await list('/Users?startIndex=0')).startIndex).toBe(1);
    });

    it('never shows more than maxResults', async () => {
      const crowd = await service.connect();
      for (let index = 0; index < 205; index += 41) {
        await Promise.all(
          Array.from({ length: 41 }, (_, place) => crowd.create('/Groups', { displayName: `g${index + place}` })),
        );
      }
      const { body } = await crowd.send('GET', '/Groups?count=1000&excludedAttributes=members');
      expect(body).toMatchObject({ totalResults: 205, itemsPerPage: 200 });
      expect(body.Resources).toHaveLength(200);
      expect((await crowd.send('GET', '/Groups')).body).toMatchObject({ totalResults: 205, itemsPerPage: 100 });
    });
  });

  describe('§3.4.2.5 and §3.9: attributes', () => {
    const projected = ['?attributes=userName', '?excludedAttributes=emails,name,meta,active'] as const;
    const shape = (resource: object) => Object.keys(resource).sort();

    it('are honoured by every verb that answers with a resource', async () => {
      for (const query of projected) {
        const created = await client.send('POST', `/Users${query}`, {
          userName: `p${query.length}`,
          emails: [{ value: 'p@x.test' }],
        });
        expect([created.status, shape(created.body)]).toEqual([201, ['id', 'schemas', 'userName']]);
        const path = `/Users/${created.body.id}`;
        const answers = [
          await client.send('GET', path + query),
          await client.send('PUT', path + query, { userName: `q${query.length}`, emails: [{ value: 'q@x.test' }] }),
          await client.send('PATCH', path + query, { Operations: [{ op: 'add', path: 'title', value: 'x' }] }),
        ];
        const shown = query.startsWith('?attributes') ? [] : ['title'];
        expect(answers.map(({ status, body }) => [status, shape(body)])).toEqual([
          [200, ['id', 'schemas', 'userName']],
          [200, ['id', 'schemas', 'userName']],
          [200, ['id', 'schemas', ...shown, 'userName']],
        ]);
        // What was not shown is still there.
        expect((await client.send('GET', path)).body).toMatchObject({ title: 'x', emails: [{ value: 'q@x.test' }] });
        await client.send('DELETE', path);
      }
    });

    it('never take members away from a group that is patched without showing them', async () => {
      const { body: group } = await client.send('POST', '/Groups?excludedAttributes=members', {
        displayName: 'kept',
        members: [{ value: ids.delta }],
      });
      expect(group.members).toBeUndefined();
      const patch = { Operations: [{ op: 'add', path: 'externalId', value: 'k' }] };
      const path = `/Groups/${group.id}`;
      expect((await client.send('PATCH', `${path}?excludedAttributes=members`, patch)).status).toBe(204);
      const patched = await client.send('PATCH', `${path}?attributes=externalId`, patch);
      expect([patched.status, shape(patched.body)]).toEqual([200, ['externalId', 'id', 'schemas']]);
      const put = await client.send('PUT', `${path}?attributes=displayName`, {
        displayName: 'kept',
        members: [{ value: ids.delta }],
      });
      expect(shape(put.body)).toEqual(['displayName', 'id', 'schemas']);
      expect((await client.send('GET', path)).body.members).toHaveLength(1);
      await client.send('DELETE', path);
    });
  });
});
