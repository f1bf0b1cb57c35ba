import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionRateLimits } from '../../src/application/connections/connection-rate-limits.ts';
import { DatabaseUnavailable } from '../../src/application/ports/storage-errors.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest';

/** What real clients send and servers are known to get wrong, one test for each trap, by its number in the trap list. */
describe('Traps', () => {
  let service: ScimService;
  let okta: ScimClient;
  let entra: ScimClient;

  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    okta = await service.connect({ type: 'okta' });
    entra = await service.connect({ type: 'entra' });
  });

  const patch = (client: ScimClient, path: string, ...Operations: readonly object[]) =>
    client.send('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
  const addUser = async (client: ScimClient, userName: string, rest: object = {}) =>
    (await client.create('/Users', { userName, ...rest })).id as string;
  const addGroup = async (client: ScimClient, displayName: string, userIds: readonly string[] = []) =>
    (await client.create('/Groups', { displayName, members: userIds.map((value) => ({ value })) })).id as string;
  const membersOf = async (client: ScimClient, groupId: string): Promise<string[]> =>
    (await client.send('GET', `/Groups/${groupId}`)).body.members
      .map((member: { value: string }) => member.value)
      .sort();
  const find = (client: ScimClient, endpoint: string, filter: string) =>
    client.send('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`);

  it('trap 1: string booleans become booleans, on POST, PUT and PATCH', async () => {
    const created = await entra.create('/Users', { userName: 'a', active: 'False' });
    expect(created.active).toBe(false);
    const path = `/Users/${created.id}`;
    expect((await entra.send('PUT', path, { userName: 'a', active: 'TRUE' })).body.active).toBe(true);
    expect((await patch(entra, path, { op: 'Replace', path: 'active', value: 'False' })).body.active).toBe(false);
    expect((await patch(entra, path, { op: 'Add', path: 'active', value: 'True' })).body.active).toBe(true);
    expect((await patch(entra, path, { op: 'replace', value: { active: 'False' } })).body.active).toBe(false);
    const found = async (filter: string) => (await find(entra, '/Users', filter)).body.totalResults;
    for (const value of ['"False"', '"false"', 'false']) expect(await found(`active eq ${value}`)).toBe(1);
    for (const value of ['"True"', 'true']) expect(await found(`active eq ${value}`)).toBe(0);
    const emails = [{ value: 'a@b.example', type: 'work', primary: 'True' }];
    expect((await entra.send('PUT', path, { userName: 'a', emails })).body.emails[0].primary).toBe(true);
  });

  it('trap 2: remove with a value array removes only those listed, without a value everybody', async () => {
    const [a, b, c] = [await addUser(entra, 'a'), await addUser(entra, 'b'), await addUser(entra, 'c')];
    const group = await addGroup(entra, 'G', [a, b, c]);
    const path = `/Groups/${group}`;
    await patch(entra, path, { op: 'Remove', path: 'members', value: [{ $ref: null, value: b, display: 'other' }] });
    expect(await membersOf(entra, group)).toEqual([a, c].sort());
    await patch(entra, path, { op: 'remove', path: 'members', value: [] });
    expect(await membersOf(entra, group)).toHaveLength(2);
    await patch(entra, path, { op: 'remove', path: 'members' });
    expect(await membersOf(entra, group)).toEqual([]);
  });

  it('trap 3: a filtered path without a match creates the element for Entra, and is refused to others', async () => {
    const path = `/Users/${await addUser(entra, 'a')}`;
    const operation = { op: 'Replace', path: 'emails[type eq "work"].value', value: 'a@work.example' };
    expect((await patch(entra, path, operation)).body.emails).toEqual([{ type: 'work', value: 'a@work.example' }]);
    const added = { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 30 1' };
    expect((await patch(entra, path, added)).body.phoneNumbers).toEqual([{ type: 'mobile', value: '+49 30 1' }]);
    const cleared = await patch(
      entra,
      path,
      { ...operation, value: null },
      { ...operation, path: 'emails[type eq "home"].value', value: null },
      { op: 'Remove', path: added.path },
    );
    expect(cleared.status).toBe(200);
    for (const gone of ['emails', 'phoneNumbers']) expect(cleared.body).not.toHaveProperty(gone);
    expect((await patch(entra, path, operation)).body.emails).toEqual([{ type: 'work', value: 'a@work.example' }]);
    const home = { ...operation, op: 'Add', path: 'emails[type eq "home"].value' };
    expect((await patch(okta, `/Users/${await addUser(okta, 'b')}`, home)).body.emails).toHaveLength(1);
    const refused = await patch(okta, `/Users/${await addUser(okta, 'a')}`, operation);
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'noTarget' } });
  });

  it('trap 4: manager arrives as string, object, array or ""', async () => {
    const path = `/Users/${await addUser(entra, 'a')}`;
    const manager = async (at: string, value: unknown) => {
      const answer = await patch(entra, path, { op: 'Add', path: at, value });
      return answer.body[ENTERPRISE]?.manager;
    };
    expect(await manager(`${ENTERPRISE}:manager`, 'one')).toEqual({ value: 'one' });
    expect(await manager(`${ENTERPRISE}.manager`, { value: 'two' })).toEqual({ value: 'two' });
    expect(await manager('manager', [{ value: 'three', $ref: 'x' }])).toEqual({ value: 'three', $ref: 'x' });
    expect(await manager(`${ENTERPRISE}:manager`, '')).toBeUndefined();
    expect(await manager(`${ENTERPRISE}.manager`, 'four')).toEqual({ value: 'four' });
    const removed = await patch(entra, path, { op: 'Remove', path: `${ENTERPRISE}:manager` });
    expect(removed.body).not.toHaveProperty(ENTERPRISE);
    for (const [sent, expected] of [
      ['five', { value: 'five' }],
      [{ value: 'six' }, { value: 'six' }],
      [[{ value: 'seven' }], { value: 'seven' }],
      ['', undefined],
      [null, undefined],
    ]) {
      const put = await entra.send('PUT', path, { userName: 'a', [ENTERPRISE]: { manager: sent } });
      expect([put.status, put.body[ENTERPRISE]?.manager]).toEqual([200, expected]);
    }
  });

  it('trap 5: a path-less replace takes dotted keys and URNs, and leaves members alone that it does not name', async () => {
    const user = await addUser(okta, 'a');
    const changed = await patch(okta, `/Users/${user}`, {
      op: 'replace',
      value: { id: user, schemas: ['x'], 'name.givenName': 'Ana', [`${ENTERPRISE}:department`]: 'Care' },
    });
    expect(changed.body).toMatchObject({ name: { givenName: 'Ana' }, [ENTERPRISE]: { department: 'Care' } });
    expect(changed.body).not.toHaveProperty('name.givenName.name');
    const group = await addGroup(okta, 'G', [user]);
    const renamed = await patch(okta, `/Groups/${group}`, {
      op: 'replace',
      value: { id: group, schemas: ['x'], displayName: 'H' },
    });
    expect(renamed.status).toBe(204);
    expect((await okta.send('GET', `/Groups/${group}`)).body).toMatchObject({
      displayName: 'H',
      members: [{ value: user }],
    });
    const emptied = await patch(okta, `/Groups/${group}`, { op: 'replace', value: { displayName: 'H', members: [] } });
    expect([emptied.status, await membersOf(okta, group)]).toEqual([204, []]);
  });

  it('trap 6: comparisons ignore case where the schema says so, and what is stored keeps its case', async () => {
    await addUser(okta, 'Ana@Acme.Example', { externalId: 'X1', title: 'Nurse' });
    const matches = async (filter: string) => (await find(okta, '/Users', filter)).body.totalResults;
    expect(await matches('userName eq "ANA@acme.example"')).toBe(1);
    expect(await matches('USERNAME Eq "ana@acme.example"')).toBe(1);
    expect(await matches('urn:ietf:params:scim:schemas:core:2.0:User:title eq "NURSE"')).toBe(1);
    expect(await matches('externalId eq "X1"')).toBe(1);
    expect(await matches('externalId eq "x1"')).toBe(0);
    expect((await find(okta, '/Users', 'title pr')).body.Resources[0].userName).toBe('Ana@Acme.Example');
  });

  it('trap 7: the filters clients need work, and a bad one is refused instead of listing everybody', async () => {
    const user = await addUser(okta, 'a', { externalId: 'X', emails: [{ type: 'work', value: 'a@w.example' }] });
    const group = await addGroup(okta, 'G', [user]);
    const ids = async (endpoint: string, filter: string) =>
      (await find(okta, endpoint, filter)).body.Resources.map((resource: { id: string }) => resource.id);
    expect(await ids('/Users', 'externalId eq "X"')).toEqual([user]);
    expect(await ids('/Users', 'emails[type eq "work"].value eq "A@W.example"')).toEqual([user]);
    expect(await ids('/Users', 'emails[type eq "home"].value eq "a@w.example"')).toEqual([]);
    expect(await ids('/Groups', `id eq "${group}" and members eq "${user}"`)).toEqual([group]);
    expect(await ids('/Groups', `members[value eq "${user}"]`)).toEqual([group]);
    expect(await ids('/Groups', `id eq "${group}" and members.value eq "${group}"`)).toEqual([]);
    expect(await ids('/Groups', `not (members eq "${user}")`)).toEqual([]);
    expect(await ids('/Users', `groups.value eq "${group}"`)).toEqual([user]);
    expect(await ids('/Users', `groups eq "${group}" and id eq "${user}"`)).toEqual([user]);
    const loud = await okta.send('GET', `/Users?FILTER=${encodeURIComponent('userName eq "nobody"')}`);
    expect(loud.body.totalResults).toBe(0);
    expect((await okta.send('GET', '/Users?filter=id+pr&filter=title+pr')).status).toBe(400);
    for (const bad of ['', 'userName', 'userName eq', 'nope eq "x"', 'userName eq "a" and', '(((', 'members pr']) {
      expect(await find(okta, '/Users', bad)).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
    }
  });

  it('trap 8: inactive users stay in answers and keep their memberships', async () => {
    const user = await addUser(entra, 'a');
    const group = await addGroup(entra, 'G', [user]);
    await patch(entra, `/Users/${user}`, { op: 'Replace', path: 'active', value: 'False' });
    expect((await entra.send('GET', `/Users/${user}`)).body).toMatchObject({
      active: false,
      groups: [{ value: group }],
    });
    expect((await find(entra, '/Users', 'userName eq "a"')).body.totalResults).toBe(1);
    expect(await membersOf(entra, group)).toEqual([user]);
    expect((await find(entra, '/Users', 'active eq false')).body.totalResults).toBe(1);
    expect((await entra.send('GET', '/Users')).body.totalResults).toBe(1);
    await patch(entra, `/Users/${user}`, { op: 'Replace', path: 'active', value: 'True' });
    expect((await entra.send('GET', `/Users/${user}`)).body).toMatchObject({
      active: true,
      groups: [{ value: group }],
    });
  });

  it('trap 9: adds are idempotent, and concurrent changes of one group lose nothing', async () => {
    const users = await Promise.all(Array.from({ length: 12 }, (_, index) => addUser(okta, `u${index}`)));
    const group = await addGroup(okta, 'G');
    const add = (value: string) => patch(okta, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value }] });
    const answers = await Promise.all([...users, ...users].map(add));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([204]));
    expect(await membersOf(okta, group)).toEqual([...users].sort());
    const [a = '', b = '', ...rest] = users;
    await patch(
      okta,
      `/Groups/${group}`,
      { op: 'remove', path: `members[value eq "${a}"]` },
      { op: 'remove', path: `members[value eq "${b}"]` },
    );
    expect(await membersOf(okta, group)).toEqual([...rest].sort());
    await patch(
      okta,
      `/Groups/${group}`,
      { op: 'remove', path: 'members', value: [{ value: rest[0] }] },
      { op: 'add', path: 'members', value: [{ value: a }, { value: a }, { value: rest[1] }] },
      { op: 'remove', path: 'members', value: [{ value: rest[1] }] },
    );
    expect(await membersOf(okta, group)).toEqual([a, ...rest.slice(2)].sort());
    const user = `/Users/${a}`;
    const email = { op: 'add', path: 'emails', value: [{ value: 'x@y.example', type: 'work' }] };
    await patch(okta, user, email);
    expect((await patch(okta, user, email)).body.emails).toHaveLength(1);
  });

  it('trap 10: an unknown member is a client error, and a deleted user leaves its groups', async () => {
    const user = await addUser(okta, 'a');
    const group = await addGroup(okta, 'G', [user]);
    for (const value of ['nobody', group, '11111111-2222-4333-8444-555555555555']) {
      const answer = await patch(okta, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value }] });
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    }
    const created = await okta.send('POST', '/Groups', { displayName: 'H', members: [{ value: 'nobody' }] });
    expect(created.status).toBe(400);
    expect((await okta.send('DELETE', `/Users/${user}`)).status).toBe(204);
    expect(await membersOf(okta, group)).toEqual([]);
  });

  it('trap 11: what clients write loosely is accepted', async () => {
    const loose = {
      schemas: ['urn:scim:schemas:core:1.0', 'urn:acme:unknown'],
      id: '',
      USERNAME: 'loose',
      emails: { value: 'l@x.example', type: 'personal' },
      roles: [{ value: 'r', type: 'anything' }],
      title: null,
      groups: [],
      meta: { resourceType: '', created: '0001-01-01T00:00:00Z' },
      'urn:scim:schemas:extension:enterprise:2.0': { department: 'Dock', manager: null },
      nickName: null,
      addresses: [null],
      name: { givenName: null },
      'urn:acme:unknown': { badge: 'green' },
    };
    const created = await okta.create('/Users', loose);
    expect(created).toMatchObject({
      userName: 'loose',
      emails: [{ value: 'l@x.example', type: 'personal' }],
      roles: [{ value: 'r', type: 'anything' }],
      [ENTERPRISE]: { department: 'Dock' },
    });
    expect(created).not.toHaveProperty('title');
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'application/scim+json;charset="UTF-8"',
    ]) {
      const answer = await okta.send('POST', '/Users', { userName: `by ${type}` }, { 'content-type': type });
      expect(answer.status).toBe(201);
    }
    for (const unset of ['title', 'nickName', 'addresses', 'name', 'groups', 'urn:acme:unknown']) {
      expect(created).not.toHaveProperty([unset]);
    }
    const url = `${service.url}/Users/${created.id}`;
    for (const headers of [{}, { 'content-type': 'application/json' }, { 'content-type': 'application/scim+json' }]) {
      const got = await fetch(url, { headers: { ...headers, authorization: `Bearer ${okta.token}` } });
      expect(got.status).toBe(200);
    }
    const group = await okta.create('/Groups', { id: '', displayName: 'Loose', members: null, externalId: null });
    expect(group).toMatchObject({ displayName: 'Loose', members: [] });
    const put = await okta.send('PUT', `/Users/${created.id}`, { ...created, schemas: undefined, meta: null, id: '' });
    expect([put.status, put.body]).toEqual([200, created]);
  });

  it('trap 11: a path into a schema nobody here knows does not keep a leaver active', async () => {
    const { id } = await okta.create('/Users', { userName: 'leaver' });
    const custom = 'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:tag';
    const answer = await patch(
      okta,
      `/Users/${id}`,
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: custom, value: 'x' },
      { op: 'Remove', path: `${custom}[value eq "x"]` },
    );
    expect([answer.status, answer.body.active]).toEqual([200, false]);
    const misspelt = await patch(okta, `/Users/${id}`, { op: 'Add', path: `${ENTERPRISE}:nonsense`, value: 'x' });
    expect([misspelt.status, misspelt.body.scimType]).toEqual([400, 'invalidPath']);
  });

  it('trap 12: PUT ignores id and meta, and what changes nothing leaves version and lastModified alone', async () => {
    const created = await okta.create('/Users', { userName: 'a', title: 'Nurse', emails: [{ value: 'a@x.example' }] });
    const path = `/Users/${created.id}`;
    const put = await okta.send('PUT', path, { ...created, id: 'other', meta: { version: 'W/"99"' } });
    expect(put.body).toEqual(created);
    const patched = await patch(okta, `${path}?excludedAttributes=emails`, {
      op: 'replace',
      value: { title: 'Nurse' },
    });
    expect(patched.body.meta).toEqual(created.meta);
    const changed = await patch(okta, `${path}?attributes=title`, { op: 'replace', path: 'title', value: 'Chief' });
    expect(changed.body).toEqual({ schemas: created.schemas, id: created.id, title: 'Chief' });
    expect((await okta.send('GET', path)).body.emails).toEqual(created.emails);
    const group = await addGroup(okta, 'G', [created.id]);
    await patch(okta, `/Groups/${group}?excludedAttributes=members`, {
      op: 'replace',
      path: 'displayName',
      value: 'H',
    });
    expect(await membersOf(okta, group)).toEqual([created.id]);
    const before = (await okta.send('GET', `/Groups/${group}`)).body;
    await patch(okta, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: created.id }] });
    await patch(okta, `/Groups/${group}`, { op: 'replace', path: 'displayName', value: 'H' });
    const same = await okta.send('PUT', `/Groups/${group}`, { ...before, id: 'other', meta: { created: 'x' } });
    expect([same.status, same.body]).toEqual([200, before]);
  });

  it('trap 13: pages are stable, honest and bounded', async () => {
    const users: string[] = [];
    for (let index = 0; index < 7; index++) users.push(await addUser(okta, `u${index}`));
    const page = async (query: string) => (await okta.send('GET', `/Users?${query}`)).body;
    const seen: string[] = [];
    for (const startIndex of [1, 4, 7]) {
      const { Resources, ...rest } = await page(`startIndex=${startIndex}&count=3`);
      expect(rest).toMatchObject({ totalResults: 7, startIndex, itemsPerPage: Resources.length });
      seen.push(...Resources.map((user: { id: string }) => user.id));
    }
    expect(seen).toEqual(users);
    expect(await page('startIndex=8')).toMatchObject({ totalResults: 7, itemsPerPage: 0, Resources: [] });
    expect(await page('startIndex=99999999999999999999')).toMatchObject({ totalResults: 7, Resources: [] });
    expect(await page('count=0')).toMatchObject({ totalResults: 7, itemsPerPage: 0, Resources: [] });
    expect(await page('count=-5&startIndex=-3')).toMatchObject({ totalResults: 7, startIndex: 1, Resources: [] });
    expect((await page('count=1000000')).itemsPerPage).toBe(7);
    const Operations = Array.from({ length: 250 }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `${index}`,
      data: { userName: `more ${index}` },
    }));
    await okta.send('POST', '/Bulk', { Operations });
    const { maxResults } = (await okta.send('GET', '/ServiceProviderConfig')).body.filter;
    const largest = await page('count=1000000');
    expect(largest).toMatchObject({ totalResults: 257, itemsPerPage: maxResults });
    expect(largest.Resources).toHaveLength(maxResults);
    for (const bad of ['count=x', 'startIndex=1.5', 'count=1e3']) {
      expect(await okta.send('GET', `/Users?${bad}`)).toMatchObject({
        status: 400,
        body: { scimType: 'invalidValue' },
      });
    }
  });

  it('trap 14: what is created has a Location, locations are absolute, and id and schemas are always there', async () => {
    const created = await okta.send('POST', '/Users?attributes=userName', { userName: 'a', password: 'secret' });
    const location = `${service.url}/Users/${created.body.id}`;
    expect(created.headers.location).toBe(location);
    expect(created.body).toEqual({ schemas: expect.any(Array), id: expect.any(String), userName: 'a' });
    const read = await okta.send('GET', `/Users/${created.body.id}?excludedAttributes=id,schemas`);
    expect(read.body).toMatchObject({ id: created.body.id, schemas: created.body.schemas, meta: { location } });
    expect(read.text).not.toContain('secret');
    const put = await okta.send('PUT', `/Users/${created.body.id}?attributes=title`, { userName: 'a', title: 'T' });
    expect(put.body).toEqual({ schemas: created.body.schemas, id: created.body.id, title: 'T' });
    const stored = await service.application.database.directoryUsers.get(okta.organization.tenant, created.body.id);
    expect(JSON.stringify(stored)).not.toContain('secret');
    const jobs = await service.application.database.syncJobs.find(okta.organization.tenant);
    expect(JSON.stringify(jobs)).not.toContain('secret');
  });

  it('trap 14: attributes are honoured by PATCH and by every search, which find nobody by password and never show it', async () => {
    const user = await addUser(okta, 'a', { title: 'T', password: 'secret' });
    const group = await addGroup(okta, 'G', [user]);
    const operation = { op: 'replace', path: 'title', value: 'U' };
    const patched = await patch(okta, `/Users/${user}?attributes=title`, operation);
    const schemas = expect.any(Array);
    expect(patched.body).toEqual({ schemas, id: user, title: 'U' });
    const without = await patch(okta, `/Users/${user}?excludedAttributes=userName,meta`, operation);
    expect(without.body).toEqual({
      schemas,
      id: user,
      active: true,
      title: 'U',
      groups: [expect.objectContaining({ value: group })],
    });
    const renamed = await patch(okta, `/Groups/${group}?attributes=displayName`, {
      op: 'replace',
      path: 'displayName',
      value: 'H',
    });
    expect(renamed.body).toEqual({ schemas, id: group, displayName: 'H' });
    const search = (path: string, attributes: readonly string[], rest: object = {}) =>
      okta.send('POST', `${path}/.search`, { schemas: [SEARCH], attributes, ...rest });
    expect((await search('/Users', ['title'])).body.Resources).toEqual([{ schemas, id: user, title: 'U' }]);
    expect((await search('/Groups', ['members.value'])).body.Resources).toEqual([
      { schemas, id: group, members: [{ value: user }] },
    ]);
    expect((await search('', ['displayName', 'title'])).body.Resources).toEqual([
      { schemas, id: user, title: 'U' },
      { schemas, id: group, displayName: 'H' },
    ]);
    const { body } = await search('/Users', ['password'], { excludedAttributes: ['id', 'schemas'] });
    expect(body.Resources).toEqual([{ schemas, id: user }]);
    for (const endpoint of ['/Users', '']) {
      const asked = await search(endpoint, [], { filter: 'password eq "secret"' });
      expect(asked).toMatchObject({ status: 400, body: { scimType: 'invalidFilter' } });
    }
  });

  it('trap 15: duplicates are 409 uniqueness in any case, and nothing dead-ends', async () => {
    const user = await addUser(okta, 'Ana');
    const again = await okta.send('POST', '/Users', { userName: 'ANA' });
    expect(again).toMatchObject({ status: 409, body: { scimType: 'uniqueness', status: '409' } });
    const group = await addGroup(okta, 'Buyers');
    const twin = await okta.send('POST', '/Groups', { displayName: 'BUYERS' });
    expect(twin).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    expect(twin.body.detail).toMatch(/buyers/i);
    await patch(okta, `/Groups/${group}`, { op: 'replace', path: 'displayName', value: 'Sellers' });
    await addGroup(okta, 'buyers');
    const path = `/Users/${user}`;
    await patch(okta, path, { op: 'replace', value: { active: false } });
    await patch(okta, path, { op: 'replace', value: { active: true } });
    expect((await okta.send('POST', '/Users', { userName: 'ana' })).status).toBe(409);
    await okta.send('DELETE', path);
    expect((await okta.send('POST', '/Users', { userName: 'ana' })).status).toBe(201);
    const other = await service.connect({ groupUniqueness: 'externalId' });
    await other.create('/Groups', { displayName: 'Buyers', externalId: '1' });
    await other.create('/Groups', { displayName: 'buyers', externalId: '2' });
    const third = await other.send('POST', '/Groups', { displayName: 'Traders', externalId: '1' });
    expect(third).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
  });

  it('trap 15: whoever was deactivated and is created again is told who is in the way, and comes back by reactivation', async () => {
    const work = [{ value: 'bo@acme.example', type: 'work', primary: true }];
    const { id } = await okta.create('/Users', { userName: 'bo', externalId: '1', emails: work });
    await patch(okta, `/Users/${id}`, { op: 'replace', value: { active: false } });
    const again = await okta.send('POST', '/Users', { userName: 'BO', externalId: '1', emails: work });
    expect(again).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness', detail: expect.stringMatching(/bo/i) },
    });
    expect((await find(okta, '/Users', 'userName eq "bo"')).body.Resources[0].id).toBe(id);
    const back = await okta.send('PUT', `/Users/${id}`, {
      userName: 'bo',
      externalId: '1',
      emails: work,
      active: true,
    });
    expect(back).toMatchObject({ status: 200, body: { active: true } });
    await patch(okta, `/Users/${id}`, { op: 'replace', value: { active: false } });
    const successor = await okta.create('/Users', { userName: 'bo2', externalId: '2', emails: work });
    const both = await patch(okta, `/Users/${id}`, { op: 'replace', value: { active: true } });
    expect(both).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness', detail: expect.stringMatching(/mail/) },
    });
    await okta.send('DELETE', `/Users/${successor.id}`);
    expect((await patch(okta, `/Users/${id}`, { op: 'replace', value: { active: true } })).status).toBe(200);
  });

  it('trap 16: every refusal is a SCIM error with a string status', async () => {
    const user = await addUser(okta, 'a');
    const path = `/Users/${user}`;
    const answers = {
      401: await okta.send('GET', '/Users', undefined, { authorization: 'Bearer nope' }),
      404: await okta.send('GET', '/Users/nobody'),
      405: await okta.send('DELETE', '/Users'),
      409: await okta.send('POST', '/Users', { userName: 'A' }),
      412: await okta.send('PUT', path, { userName: 'a' }, { 'if-match': 'W/"77"' }),
      413: await okta.send('POST', '/Users', { userName: 'x'.repeat(1024 * 1024) }),
      406: await okta.send('GET', '/Users', undefined, { accept: 'application/xml' }),
      415: await okta.send('POST', '/Users', '<user/>', { 'content-type': 'application/xml' }),
      400: await okta.send('POST', '/Users', '{"userName":'),
      403: await okta.send('GET', '/Schemas?filter=id+pr'),
      501: await okta.send('GET', '/Me'),
    };
    const without = await fetch(`${service.url}/Users`);
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Holdfast SCIM"']);
    service.change(entra, { pausedAt: '2026-01-01T00:00:00.000Z' });
    const paused = await entra.send('GET', '/Users/nobody');
    expect(paused.headers['retry-after']).toMatch(/^\d+$/);
    for (const [status, answer] of Object.entries({ ...answers, 503: paused })) {
      expect(answer).toMatchObject({ status: Number(status), body: { status, detail: expect.any(String) } });
      expect(answer.body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
      expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
    }
    expect(answers[401].headers['www-authenticate']).toMatch(/^Bearer realm=".+", error="invalid_token"/);
    expect(answers[405].headers.allow).toBe('GET, HEAD, POST');
    expect(answers[400].body.scimType).toBe('invalidSyntax');
  });

  it('trap 16: who comes too fast gets 429 with whole seconds in Retry-After, and is let in after them', async () => {
    let nowMs = 0;
    const byDefault = { requestsPerSecond: 1, burst: 2 };
    const limits = new ConnectionRateLimits({ byDefault, processes: () => 1, nowMs: () => nowMs });
    const limited = await startScimService({ limits });
    try {
      const [fast, other] = [await limited.connect(), await limited.connect()];
      const create = (index: number) => fast.send('POST', '/Users', { userName: `u${index}` });
      const answers = [await create(0), await create(1), await create(2)];
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
      const refused = answers[2];
      expect(refused?.headers).toMatchObject({
        'retry-after': '1',
        'content-type': 'application/scim+json; charset=utf-8',
      });
      expect(refused?.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '429',
        detail: expect.stringContaining('come back after 1 second'),
      });
      expect((await other.send('GET', '/Users')).status).toBe(200);
      nowMs += 1_000;
      expect((await create(2)).status).toBe(201);
    } finally {
      await limited.close();
    }
  });

  it('trap 16: an outage is 503 with Retry-After, never 404, and nothing internal is told', async () => {
    const gone = () => Promise.reject(new DatabaseUnavailable('connect ECONNREFUSED 10.0.0.7:5432'));
    const broken = await startScimService();
    try {
      const client = await broken.connect();
      const { id } = await client.create('/Users', { userName: 'a' });
      const read = { get: gone, getMany: gone, find: gone, findOne: gone, count: gone, scan: gone };
      const { database } = broken.application;
      Object.assign(database, { directoryUsers: read, directoryGroups: read, optimistic: gone, transaction: gone });
      const operation = { op: 'replace', path: 'title', value: 'T' };
      const answers = [
        await client.send('GET', `/Users/${id}`),
        await client.send('GET', '/Users/nobody'),
        await client.send('GET', '/Users?filter=userName+eq+%22a%22'),
        await client.send('POST', '/Users', { userName: 'b' }),
        await client.send('PUT', `/Users/${id}`, { userName: 'a' }),
        await patch(client, `/Users/${id}`, operation),
        await patch(client, '/Groups/nobody', { ...operation, path: 'displayName' }),
        await client.send('DELETE', `/Users/${id}`),
        await client.send('POST', '/Bulk', { Operations: [{ method: 'DELETE', path: `/Users/${id}` }] }),
      ];
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, body: { status: '503' } });
        expect(answer.headers['retry-after']).toMatch(/^\d+$/);
        expect(answer.text).not.toMatch(/ECONN|10\.0|5432/);
      }
    } finally {
      await broken.close();
    }
  });

  it('trap 17: PATCH answers 200 with the user, and 204 for a group unless attributes are asked for', async () => {
    const user = await addUser(okta, 'a');
    const group = await addGroup(okta, 'G', [user]);
    const rename = { op: 'replace', path: 'displayName', value: 'H' };
    expect(await patch(okta, `/Users/${user}`, rename)).toMatchObject({
      status: 200,
      body: { id: user, displayName: 'H' },
    });
    expect(await patch(okta, `/Groups/${group}`, rename)).toMatchObject({ status: 204, text: '' });
    const asked = await patch(okta, `/Groups/${group}?attributes=displayName`, rename);
    expect(asked).toMatchObject({ status: 200, body: { id: group, displayName: 'H' } });
    expect(asked.body).not.toHaveProperty('members');
  });
});
