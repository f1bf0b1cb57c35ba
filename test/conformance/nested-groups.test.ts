import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

/** Groups as members of groups (RFC 7643 §4.2: `members.type` may be `Group`), and a user's indirect groups (§4.1.2). */
describe('Nested groups', () => {
  let service: ScimService;
  let client: ScimClient;
  let user: string;
  let inner: string;

  beforeAll(async () => {
    service = await startScimService();
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    client = await service.connect({ type: 'generic', nestedGroups: 'expand' });
    user = (await client.create('/Users', { userName: 'ana@acme.example' })).id;
    inner = (await client.create('/Groups', { displayName: 'Inner', members: [{ value: user }] })).id;
  });

  const outerWith = async (...members: readonly unknown[]) =>
    await client.create('/Groups', { displayName: 'Outer', members });
  const patch = (id: string, ...Operations: readonly object[]) =>
    client.send('PATCH', `/Groups/${id}?attributes=members`, { Operations });
  const idsOf = (body: { members?: { value: string }[] }) => (body.members ?? []).map(({ value }) => value).sort();

  it('are shown as groups, beside people', async () => {
    const outer = await outerWith({ value: inner, type: 'Group', display: 'Inner' }, { value: user });
    const expected = [
      { value: inner, $ref: `${service.url}/Groups/${inner}`, display: 'Inner', type: 'Group' },
      { value: user, $ref: `${service.url}/Users/${user}`, type: 'User' },
    ];
    expect(outer.members).toHaveLength(2);
    expect(outer.members).toEqual(expect.arrayContaining(expected));
    const { body } = await client.send('GET', `/Groups/${outer.id}`);
    expect(body.members).toEqual(expect.arrayContaining(expected));
  });

  it.each<[string, (id: string) => unknown]>([
    ['type Group', (id) => ({ value: id, type: 'Group' })],
    ['a type in another case', (id) => ({ value: id, type: 'group' })],
    ['$ref alone', (id) => ({ $ref: `https://elsewhere.example/scim/v2/Groups/${id}` })],
    ['a relative $ref', (id) => ({ value: id, $ref: `../Groups/${id}` })],
    ['their id alone', (id) => ({ value: id })],
    ['a text', (id) => id],
    ['an id that says User', (id) => ({ value: id, type: 'User' })],
  ])('are recognized by %s', async (_how, member) => {
    const outer = await outerWith(member(inner));
    expect(outer.members).toMatchObject([{ value: inner, type: 'Group' }]);
  });

  it('are added, found and removed like people, once each', async () => {
    const { id } = await outerWith();
    const add = { op: 'add', path: 'members', value: [{ value: inner }, { value: user }] };
    expect(idsOf((await patch(id, add, add)).body)).toEqual([inner, user].sort());
    const found = await client.send('GET', `/Groups?filter=${encodeURIComponent(`members eq "${inner}"`)}`);
    expect(found.body.Resources).toMatchObject([{ id }]);
    expect(idsOf((await patch(id, { op: 'remove', path: `members[value eq "${inner}"]` })).body)).toEqual([user]);
    expect(
      idsOf((await patch(id, { op: 'add', path: 'members', value: [{ value: inner, type: 'Group' }] })).body),
    ).toHaveLength(2);
    const byList = { op: 'Remove', path: 'members', value: [{ value: inner, $ref: null }] };
    expect(idsOf((await patch(id, byList)).body)).toEqual([user]);
    const put = await client.send('PUT', `/Groups/${id}`, { displayName: 'Outer', members: [{ value: inner }] });
    expect(idsOf(put.body)).toEqual([inner]);
  });

  it('leave the outer group when they are deleted', async () => {
    const outer = await outerWith({ value: inner });
    expect((await client.send('DELETE', `/Groups/${inner}`)).status).toBe(204);
    expect((await client.send('GET', `/Groups/${outer.id}`)).body.members).toEqual([]);
    expect((await client.send('GET', `/Users/${user}`)).body).not.toHaveProperty('groups');
  });

  it('make a user’s indirect groups, which filters find and the ETag knows', async () => {
    const before = await client.send('GET', `/Users/${user}`);
    const outer = await outerWith({ value: inner });
    await client.send('PATCH', `/Groups/${inner}`, {
      Operations: [{ op: 'add', path: 'members', value: [{ value: outer.id }] }],
    });
    const after = await client.send('GET', `/Users/${user}`);
    expect(after.body.groups).toEqual([
      { value: inner, $ref: `${service.url}/Groups/${inner}`, display: 'Inner', type: 'direct' },
      { value: outer.id, $ref: `${service.url}/Groups/${outer.id}`, display: 'Outer', type: 'indirect' },
    ]);
    expect(after.headers.etag).not.toBe(before.headers.etag);
    for (const filter of [
      `groups.value eq "${outer.id}"`,
      `groups[value eq "${outer.id}"]`,
      `id eq "${user}" and groups.value eq "${outer.id}"`,
    ]) {
      const found = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect([filter, found.body.totalResults]).toEqual([filter, 1]);
    }
    expect((await client.send('GET', '/Users')).body.Resources[0].groups).toHaveLength(2);
  });

  it.each([['refuse'], [undefined]] as const)('are refused with 400 where nestedGroups is %s', async (nestedGroups) => {
    const strict = await service.connect({ type: 'generic', ...(nestedGroups && { nestedGroups }) });
    const { id } = await strict.create('/Groups', { displayName: 'Inner' });
    const outer = await strict.create('/Groups', { displayName: 'Outer' });
    const before = await strict.send('GET', `/Groups/${outer.id}`);
    for (const member of [{ value: id }, { value: id, type: 'Group' }, { value: 'nobody', type: 'Group' }]) {
      for (const [method, path, body] of [
        ['POST', '/Groups', { displayName: 'Third', members: [member] }],
        ['PUT', `/Groups/${outer.id}`, { displayName: 'Outer', members: [member] }],
        ['PATCH', `/Groups/${outer.id}`, { Operations: [{ op: 'add', path: 'members', value: [member] }] }],
      ] as const) {
        const refused = await strict.send(method, path, body);
        expect(refused).toMatchObject({
          status: 400,
          body: {
            status: '400',
            scimType: 'invalidValue',
            detail: expect.stringContaining('nested groups are not accepted'),
          },
        });
      }
    }
    expect(await strict.send('GET', `/Groups/${outer.id}`)).toMatchObject({ body: before.body });
    expect((await strict.send('GET', '/Groups')).body.totalResults).toBe(2);
  });

  it('are stored and shown, but make nobody a member, where they are ignored', async () => {
    const lenient = await service.connect({ type: 'generic', nestedGroups: 'ignore' });
    const person = await lenient.create('/Users', { userName: 'bob@acme.example' });
    const group = await lenient.create('/Groups', { displayName: 'Inner', members: [{ value: person.id }] });
    const outer = await lenient.create('/Groups', { displayName: 'Outer', members: [{ value: group.id }] });
    expect(outer.members).toMatchObject([{ value: group.id, type: 'Group' }]);
    expect((await lenient.send('GET', `/Users/${person.id}`)).body.groups).toMatchObject([{ value: group.id }]);
    const filter = encodeURIComponent(`groups.value eq "${outer.id}"`);
    expect((await lenient.send('GET', `/Users?filter=${filter}`)).body.totalResults).toBe(0);
  });

  it('refer to one another in a Bulk request, in circles too (RFC 7644 §3.7.1)', async () => {
    const group = (bulkId: string, ...members: string[]) => ({
      method: 'POST',
      path: '/Groups',
      bulkId,
      data: { displayName: bulkId, members: members.map((value) => ({ value, type: 'Group' })) },
    });
    const Operations = [group('one', 'bulkId:two'), group('two', 'bulkId:three', 'bulkId:one'), group('three', inner)];
    const { body } = await client.send('POST', '/Bulk', { Operations });
    expect(body.Operations.map(({ status }: { status: string }) => status)).toEqual(['201', '201', '201']);
    const { groups } = (await client.send('GET', `/Users/${user}`)).body;
    expect(groups.map(({ display, type }: { display: string; type: string }) => `${display} ${type}`).sort()).toEqual([
      'Inner direct',
      'one indirect',
      'three indirect',
      'two indirect',
    ]);
    const strict = await service.connect({ type: 'generic' });
    const refused = await strict.send('POST', '/Bulk', { Operations: [group('one', 'bulkId:two'), group('two')] });
    const answers = refused.body.Operations as { bulkId: string; status: string }[];
    expect(Object.fromEntries(answers.map(({ bulkId, status }) => [bulkId, status]))).toEqual({
      one: '400',
      two: '201',
    });
  });

  it('of another connection are unknown', async () => {
    const other = await service.connect({ type: 'generic', nestedGroups: 'expand' });
    const foreign = await other.send('POST', '/Groups', { displayName: 'Theirs', members: [{ value: inner }] });
    expect(foreign).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
  });
});
