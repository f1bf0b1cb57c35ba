import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The examples of RFC 7644 for reading and querying, with people like those in it. */
describe('RFC 7644 §3.4 and §3.9: reading', () => {
  let service: ScimService;
  let client: ScimClient;
  let bjensen: { id: string };
  let jsmith: { id: string };

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect();
    bjensen = await client.create('/Users', {
      userName: 'bjensen',
      externalId: 'bjensen',
      displayName: 'Smith-Jensen',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: "O'Malley", givenName: 'Barbara' },
      title: 'Tour Guide',
      userType: 'Employee',
      phoneNumbers: [{ value: '555-555-8377', type: 'work' }],
      emails: [
        { value: 'bjensen@example.com', type: 'work' },
        { value: 'babs@example.org', type: 'home' },
      ],
      [ENTERPRISE]: { employeeNumber: '701984' },
    });
    jsmith = await client.create('/Users', {
      userName: 'jsmith',
      displayName: 'Smith, James',
      userType: 'Intern',
      emails: [{ value: 'jsmith@example.net', type: 'work' }],
      ims: [{ value: 'james@foo.com', type: 'xmpp' }],
    });
    await client.create('/Groups', { displayName: 'Smiths', members: [{ value: jsmith.id }] });
  });
  afterAll(() => service.close());

  const find = async (filter: string, path = '/Users') =>
    (await client.send('GET', `${path}?filter=${encodeURIComponent(filter)}`)).body;

  it('§3.4.1: example, a known resource, with its location and version', async () => {
    const { status, headers, body } = await client.send('GET', `/Users/${bjensen.id}`, undefined, {
      accept: 'application/scim+json',
    });
    expect([status, headers['content-type']]).toEqual([200, 'application/scim+json; charset=utf-8']);
    expect([headers.location, headers.etag]).toEqual([body.meta.location, body.meta.version]);
    expect(body).toEqual({
      schemas: [USER, ENTERPRISE],
      id: bjensen.id,
      externalId: 'bjensen',
      userName: 'bjensen',
      active: true,
      displayName: 'Smith-Jensen',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: "O'Malley", givenName: 'Barbara' },
      title: 'Tour Guide',
      userType: 'Employee',
      phoneNumbers: [{ value: '555-555-8377', type: 'work' }],
      emails: [
        { value: 'bjensen@example.com', type: 'work' },
        { value: 'babs@example.org', type: 'home' },
      ],
      [ENTERPRISE]: { employeeNumber: '701984' },
      meta: {
        resourceType: 'User',
        created: expect.stringMatching(/Z$/),
        lastModified: body.meta.created,
        location: `${service.url}/Users/${bjensen.id}`,
        version: 'W/"1"',
      },
    });
  });

  it('§3.4.2: example, the userName of all users', async () => {
    const { status, body } = await client.send('GET', '/Users?attributes=userName');
    expect(status).toBe(200);
    expect(body).toEqual({
      schemas: [`${MESSAGES}:ListResponse`],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [
        { schemas: [USER, ENTERPRISE], id: bjensen.id, userName: 'bjensen' },
        { schemas: [USER], id: jsmith.id, userName: 'jsmith' },
      ],
    });
  });

  it('§3.4.2: nothing found is an empty list, not an error', async () => {
    const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent('userName eq "nobody"')}`);
    expect([status, body.totalResults, body.Resources ?? []]).toEqual([200, 0, []]);
  });

  it('§3.4.2.1: example, users and groups from the root by their resource type', async () => {
    const filter = '(meta.resourceType eq "User") or (meta.resourceType eq "Group")';
    const { body } = await client.send('POST', '/.search', { schemas: [`${MESSAGES}:SearchRequest`], filter });
    for (const root of ['', '/']) {
      const got = await client.send('GET', `${root}?filter=${encodeURIComponent(filter)}`);
      expect([got.status, got.body]).toEqual([200, body]);
    }
    expect(body.Resources.map(({ meta }: { meta: { resourceType: string } }) => meta.resourceType)).toEqual([
      'User',
      'User',
      'Group',
    ]);
  });

  it.each([
    ['userName Eq "bjensen"', ['bjensen']],
    ['name.familyName co "O\'Malley"', ['bjensen']],
    ['userName sw "J"', ['jsmith']],
    [`${USER}:userName sw "J"`, ['jsmith']],
    ['title pr', ['bjensen']],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', ['bjensen', 'jsmith']],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', ['bjensen', 'jsmith']],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', []],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', []],
    ['title pr and userType eq "Employee"', ['bjensen']],
    ['title pr or userType eq "Intern"', ['bjensen', 'jsmith']],
    [`schemas eq "${ENTERPRISE}"`, ['bjensen']],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', ['bjensen']],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', ['jsmith']],
    ['userType eq "Employee" and (emails.type eq "work")', ['bjensen']],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', ['bjensen']],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      ['bjensen', 'jsmith'],
    ],
  ])('§3.4.2.2: example filter, %s', async (filter, expected) => {
    const { Resources } = await find(filter);
    expect(Resources.map(({ userName }: { userName: string }) => userName)).toEqual(expected);
  });

  it('§3.4.2.2: an operator that an attribute does not know, and an attribute nobody knows, are refused', async () => {
    for (const filter of ['active gt true', 'x509Certificates.value gt "a"', 'nonsense eq "a"']) {
      expect(await find(filter)).toMatchObject({ status: '400', scimType: 'invalidFilter' });
    }
  });

  it('§3.4.2.4: example, a page of so many from the first on', async () => {
    const { body } = await client.send('GET', '/Users?startIndex=1&count=1');
    expect(body).toMatchObject({
      schemas: [`${MESSAGES}:ListResponse`],
      totalResults: 2,
      itemsPerPage: 1,
      startIndex: 1,
      Resources: [{ userName: 'bjensen' }],
    });
    expect((await client.send('GET', '/Users?startIndex=0&count=1')).body).toEqual(body);
  });

  it('§3.4.3: example, a search whose parameters are in the body', async () => {
    const { status, body } = await client.send('POST', '/.search', {
      schemas: [`${MESSAGES}:SearchRequest`],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      schemas: [`${MESSAGES}:ListResponse`],
      totalResults: 3,
      itemsPerPage: 3,
      startIndex: 1,
      Resources: [
        { id: bjensen.id, userName: 'bjensen', displayName: 'Smith-Jensen' },
        { id: jsmith.id, userName: 'jsmith', displayName: 'Smith, James' },
        { displayName: 'Smiths' },
      ],
    });
    for (const resource of body.Resources) expect(resource).not.toHaveProperty('meta');
  });

  it('§3.8: JSON in UTF-8 is what is answered when nothing is asked for, and when it is', async () => {
    for (const accept of ['application/scim+json', 'application/json', '*/*']) {
      const { status, headers } = await client.send('GET', '/Users', undefined, { accept });
      expect([status, headers['content-type']]).toEqual([200, 'application/scim+json; charset=utf-8']);
    }
  });

  it('§3.9: example, one attribute of a user', async () => {
    const { body } = await client.send('GET', `/Users/${bjensen.id}?attributes=userName`);
    expect(body).toEqual({ schemas: [USER, ENTERPRISE], id: bjensen.id, userName: 'bjensen' });
  });

  it.each([
    ['userName', { userName: 'bjensen' }],
    [`${USER}:userName`, { userName: 'bjensen' }],
    ['USERNAME', { userName: 'bjensen' }],
    ['name.familyName', { name: { familyName: "O'Malley" } }],
    [`${USER}:name.familyName`, { name: { familyName: "O'Malley" } }],
    ['phoneNumbers.value', { phoneNumbers: [{ value: '555-555-8377' }] }],
    [`${ENTERPRISE}:employeeNumber`, { [ENTERPRISE]: { employeeNumber: '701984' } }],
  ])('§3.10: attribute notation, %s', async (name, expected) => {
    const { body } = await client.send('GET', `/Users/${bjensen.id}?attributes=${encodeURIComponent(name)}`);
    expect(body).toEqual({ schemas: [USER, ENTERPRISE], id: bjensen.id, ...expected });
  });

  it('§3.13: the version of the protocol is part of the base URL', async () => {
    expect(service.url).toMatch(/\/v2$/);
    expect((await client.send('GET', `/Users/${bjensen.id}`)).body.meta.location).toContain('/v2/Users/');
  });
});
