import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** RFC 7643 §8.2; what a client cannot set stands apart. */
const FULL_USER = {
  schemas: [`${CORE}:User`],
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
    middleName: 'Jane',
    honorificPrefix: 'Ms.',
    honorificSuffix: 'III',
  },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  addresses: [
    {
      type: 'work',
      streetAddress: '100 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'USA',
      formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
      primary: true,
    },
    {
      type: 'home',
      streetAddress: '456 Hollywood Blvd',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'USA',
      formatted: '456 Hollywood Blvd\nHollywood, CA 91608 USA',
    },
  ],
  phoneNumbers: [
    { value: '555-555-5555', type: 'work' },
    { value: '555-555-4444', type: 'mobile' },
  ],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [
    { value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' },
    { value: 'https://photos.example.com/profilephoto/72930000000Ccne/T', type: 'thumbnail' },
  ],
  userType: 'Employee',
  title: 'Tour Guide',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  x509Certificates: [
    {
      value: `MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx
EzARBgNVBAgMCkNhbGlmb3JuaWExFDASBgNVBAoMC2V4YW1wbGUuY29tMRQwEgYD
VQQDDAtleGFtcGxlLmNvbTAeFw0xMTEwMjIwNjI0MzFaFw0xMjEwMDQwNjI0MzFa`,
    },
  ],
};
const NOT_SETTABLE = {
  id: '2819c223-7f76-453a-919d-413861904646',
  password: 't1meMa$heen',
  groups: [
    {
      value: 'e9e30dba-f08f-4109-8486-d5c6a331660a',
      $ref: 'https://example.com/v2/Groups/e9e30dba-f08f-4109-8486-d5c6a331660a',
      display: 'Tour Guides',
    },
  ],
  meta: {
    resourceType: 'User',
    created: '2010-01-23T04:56:22Z',
    lastModified: '2011-05-13T04:42:34Z',
    version: 'W/"a330bc54f0671c9"',
    location: 'https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646',
  },
};
const MANAGER = '26118915-6090-4610-87e4-49d8ca9f808d';

describe('RFC 7643 §8: examples', () => {
  let service: ScimService;
  let client: ScimClient;
  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect();
  });

  const metaOf = (resourceType: string, id: string) => ({
    resourceType,
    created: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    version: 'W/"1"',
    location: `${service.url}/${resourceType}s/${id}`,
  });
  const kept = async (sent: object, expected: object) => {
    const created = await client.create('/Users', sent);
    expect(created).toEqual({ ...expected, id: created.id, meta: metaOf('User', created.id) });
    expect((await client.send('GET', `/Users/${created.id}`)).body).toEqual(created);
    return created;
  };

  it('§8.1: the minimal user', async () => {
    const user = { schemas: [`${CORE}:User`], userName: 'bjensen@example.com' };
    await kept({ ...user, id: NOT_SETTABLE.id, meta: NOT_SETTABLE.meta }, { ...user, active: true });
  });

  it('§8.2: the full user', async () => {
    await kept({ ...FULL_USER, ...NOT_SETTABLE }, FULL_USER);
  });

  it('§8.3: the enterprise user', async () => {
    const manager = { value: MANAGER, $ref: `../Users/${MANAGER}` };
    const extension = {
      employeeNumber: '701984',
      costCenter: '4130',
      organization: 'Universal Studios',
      division: 'Theme Park',
      department: 'Tour Operations',
    };
    const schemas = [`${CORE}:User`, ENTERPRISE];
    await kept(
      {
        ...FULL_USER,
        ...NOT_SETTABLE,
        schemas,
        [ENTERPRISE]: { ...extension, manager: { ...manager, displayName: 'John Smith' } },
      },
      { ...FULL_USER, schemas, [ENTERPRISE]: { ...extension, manager } },
    );
  });

  it('§8.4: the group', async () => {
    const babs = await client.create('/Users', { userName: 'bjensen' });
    const mandy = await client.create('/Users', { userName: 'mpepperidge' });
    const member = ({ id }: { readonly id: string }, display: string) => ({
      value: id,
      $ref: `${service.url}/Users/${id}`,
      display,
    });
    const members = [member(babs, 'Babs Jensen'), member(mandy, 'Mandy Pepperidge')];
    const group = { schemas: [`${CORE}:Group`], displayName: 'Tour Guides' };
    const created = await client.create('/Groups', { ...group, members });
    expect(created).toEqual({
      ...group,
      id: created.id,
      members: expect.arrayContaining(members.map((one) => ({ ...one, type: 'User' }))),
      meta: metaOf('Group', created.id),
    });
    expect(created.members).toHaveLength(2);
    expect((await client.send('GET', `/Groups/${created.id}`)).body).toEqual(created);
  });

  it('§8.5: the service provider configuration', async () => {
    const { status, body } = await client.send('GET', '/ServiceProviderConfig');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      schemas: [`${CORE}:ServiceProviderConfig`],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: expect.any(Number), maxPayloadSize: expect.any(Number) },
      filter: { supported: true, maxResults: expect.any(Number) },
      changePassword: { supported: expect.any(Boolean) },
      sort: { supported: expect.any(Boolean) },
      etag: { supported: true },
      meta: { location: `${service.url}/ServiceProviderConfig`, resourceType: 'ServiceProviderConfig' },
    });
    expect(body.authenticationSchemes.length).toBeGreaterThan(0);
    for (const scheme of body.authenticationSchemes) {
      expect(scheme).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      expect(['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest']).toContain(scheme.type);
    }
    expect(body.authenticationSchemes.filter((scheme: { primary?: boolean }) => scheme.primary)).toHaveLength(1);
  });

  it('§8.6: the resource types', async () => {
    const { body } = await client.send('GET', '/ResourceTypes');
    const [user, group] = body.Resources;
    expect(user).toMatchObject({
      schemas: [`${CORE}:ResourceType`],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: expect.any(String),
      schema: `${CORE}:User`,
      schemaExtensions: expect.arrayContaining([{ schema: ENTERPRISE, required: false }]),
      meta: { location: `${service.url}/ResourceTypes/User`, resourceType: 'ResourceType' },
    });
    expect(group).toMatchObject({
      schemas: [`${CORE}:ResourceType`],
      id: 'Group',
      name: 'Group',
      endpoint: '/Groups',
      schema: `${CORE}:Group`,
      meta: { location: `${service.url}/ResourceTypes/Group`, resourceType: 'ResourceType' },
    });
  });

  describe('§8.7.1: the schemas', () => {
    interface Attribute {
      readonly name: string;
      readonly type: string;
      readonly multiValued: boolean;
      readonly required: boolean;
      readonly mutability: string;
      readonly returned: string;
      readonly uniqueness?: string;
      readonly canonicalValues?: readonly string[];
      readonly referenceTypes?: readonly string[];
      readonly subAttributes?: readonly Attribute[];
    }
    const inWords = (attribute: Attribute): string =>
      [
        attribute.name,
        attribute.type,
        ...(attribute.multiValued ? ['many'] : []),
        ...(attribute.required ? ['required'] : []),
        ...(attribute.mutability === 'readWrite' ? [] : [attribute.mutability]),
        ...(attribute.returned === 'default' ? [] : [`returned ${attribute.returned}`]),
        ...(attribute.uniqueness === 'server' ? ['unique'] : []),
        ...(attribute.canonicalValues?.length ? [attribute.canonicalValues.join('/')] : []),
        ...(attribute.referenceTypes?.length ? [`to ${attribute.referenceTypes.join('/')}`] : []),
      ].join(' ');
    const described = async (schema: string) => {
      const { body } = await client.send('GET', `/Schemas/${schema}`);
      expect(body).toMatchObject({ id: schema, name: expect.any(String), description: expect.any(String) });
      expect(body.meta).toEqual({ resourceType: 'Schema', location: `${service.url}/Schemas/${schema}` });
      return (body.attributes as readonly Attribute[]).flatMap((attribute) => [
        inWords(attribute),
        ...(attribute.subAttributes ?? []).map((sub) => `  ${inWords(sub)}`),
      ]);
    };
    const value = '  value string';
    const typed = (...kinds: readonly string[]) => [
      '  display string',
      ['  type string', ...kinds].join(' '),
      '  primary boolean',
    ];

    it('User', async () => {
      const strings = (...names: readonly string[]) => names.map((name) => `${name} string`);
      expect(await described(`${CORE}:User`)).toEqual([
        'userName string required unique',
        'name complex',
        ...strings('  formatted', '  familyName', '  givenName'),
        ...strings('  middleName', '  honorificPrefix', '  honorificSuffix'),
        ...strings('displayName', 'nickName'),
        'profileUrl reference to external',
        ...strings('title', 'userType', 'preferredLanguage', 'locale', 'timezone'),
        'active boolean',
        'password string writeOnly returned never',
        ...['emails complex many', value, ...typed('work/home/other')],
        ...['phoneNumbers complex many', value, ...typed('work/home/mobile/fax/pager/other')],
        ...['ims complex many', value, ...typed('aim/gtalk/icq/xmpp/msn/skype/qq/yahoo')],
        ...['photos complex many', '  value reference to external', ...typed('photo/thumbnail')],
        'addresses complex many',
        ...strings('  formatted', '  streetAddress', '  locality', '  region', '  postalCode', '  country'),
        ...['  type string work/home/other', '  primary boolean'],
        'groups complex many readOnly',
        ...['  value string readOnly', '  $ref reference readOnly to User/Group'],
        ...['  display string readOnly', '  type string readOnly direct/indirect'],
        ...['entitlements complex many', value, ...typed()],
        ...['roles complex many', value, ...typed()],
        ...['x509Certificates complex many', '  value binary', ...typed()],
      ]);
    });

    it('Group', async () => {
      expect(await described(`${CORE}:Group`)).toEqual([
        'displayName string required',
        'members complex many',
        ...['  value string immutable', '  display string immutable'],
        ...['  $ref reference immutable to User/Group', '  type string immutable User/Group'],
      ]);
    });

    it('EnterpriseUser', async () => {
      expect(await described(ENTERPRISE)).toEqual([
        ...['employeeNumber string', 'costCenter string', 'organization string', 'division string'],
        ...['department string', 'manager complex', value, '  $ref reference to User', '  displayName string readOnly'],
      ]);
    });
  });
});
