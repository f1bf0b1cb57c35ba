import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KnownPages } from '../../src/scim/lists/known-pages.ts';
import { groupsOfUser } from '../../src/scim/users/user-memberships.ts';
import { type Answer, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const FEW_GROUPS = 200;

/** Pages that were shown several times are asked for as wholes: nothing of them may be shown once it is otherwise. */
describe('Pages again after changes', () => {
  let service: ScimService;
  let client: ScimClient;
  let users: string[];
  let inner: string;
  let outer: string;

  beforeEach(async () => {
    service = await startScimService();
    client = await service.connect({ type: 'generic', nestedGroups: 'expand' });
    users = [];
    for (const userName of ['ana', 'ben', 'cleo', 'dan', 'eve'])
      users.push((await client.create('/Users', { userName })).id);
    inner = (await client.create('/Groups', { displayName: 'Inner', members: membersOf(0, 1) })).id;
    outer = (await client.create('/Groups', { displayName: 'Outer', members: [{ value: inner }] })).id;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await service.close();
  });

  const user = (place: number): string => users[place] ?? '';
  const membersOf = (...places: readonly number[]) => places.map((place) => ({ value: user(place) }));
  const get = async (path: string): Promise<Answer['body']> => {
    const { status, body } = await client.send('GET', path);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const patchGroup = (id: string, operation: object) =>
    client.send('PATCH', `/Groups/${id}`, { Operations: [operation] });

  /** All pages, two by two, there and back again. */
  async function walk(path: string, parameters: string): Promise<readonly Answer['body'][]> {
    const pages: Answer['body'][] = [];
    let page = await get(`${path}?count=2&cursor=&${parameters}`);
    for (;;) {
      pages.push(page);
      if (!page.nextCursor) break;
      page = await get(`${path}?count=2&cursor=${page.nextCursor}&${parameters}`);
    }
    while (page.previousCursor) {
      page = await get(`${path}?count=2&cursor=${page.previousCursor}&${parameters}`);
      pages.push(page);
    }
    for (const startIndex of [1, 2, 4]) pages.push(await get(`${path}?count=2&startIndex=${startIndex}&${parameters}`));
    return pages;
  }

  /** Every resource of a walk is what its GET gives, and of the pages each is where it belongs. */
  async function expectWalk(path: string, parameters: string, ids: readonly string[]): Promise<void> {
    const pages = await walk(path, parameters);
    const two = (start: number) => ids.slice(start, start + 2);
    const starts = Array.from({ length: Math.ceil(ids.length / 2) }, (_, page) => page * 2);
    const expected = [...starts, ...starts.slice(0, -1).reverse(), 0, 1, 3].map(two);
    expect(pages.map(({ Resources }) => Resources.map(({ id }: Answer['body']) => id))).toEqual(expected);
    for (const { Resources } of pages) {
      for (const resource of Resources) expect(resource).toEqual(await get(`${path}/${resource.id}?${parameters}`));
    }
  }

  const expectAll = async (): Promise<void> => {
    await expectWalk('/Users', '', users);
    await expectWalk('/Users', 'excludedAttributes=groups', users);
    await expectWalk('/Users', 'attributes=groups', users);
  };

  const changes: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['nothing', async () => {}],
    ['a member was added', () => patchGroup(inner, { op: 'add', path: 'members', value: membersOf(3) })],
    ['a member was removed', () => patchGroup(inner, { op: 'remove', path: `members[value eq "${user(1)}"]` })],
    ['members were replaced', () => patchGroup(inner, { op: 'replace', path: 'members', value: membersOf(2, 4) })],
    ['a group was put', () => client.send('PUT', `/Groups/${inner}`, { displayName: 'Inner', members: membersOf(4) })],
    ['a group within was removed', () => patchGroup(outer, { op: 'remove', path: 'members' })],
    ['a group within was added', () => client.create('/Groups', { displayName: 'Third', members: [{ value: outer }] })],
    ['a group was renamed', () => patchGroup(outer, { op: 'replace', value: { displayName: 'Renamed' } })],
    ['a group was created', () => client.create('/Groups', { displayName: 'New', members: membersOf(2) })],
    ['a group was deleted', () => client.send('DELETE', `/Groups/${inner}`)],
    ['groups within no longer count', async () => service.change(client, { nestedGroups: 'ignore' })],
    [
      'a user was changed',
      () => client.send('PATCH', `/Users/${user(1)}`, { Operations: [{ op: 'add', value: { title: 'x' } }] }),
    ],
    ['a user was deleted', () => client.send('DELETE', `/Users/${users.splice(2, 1)[0]}`)],
    ['a user was created', async () => users.push((await client.create('/Users', { userName: 'fred' })).id)],
  ];

  it.each(changes)('show what is so when %s', async (_what, change) => {
    for (let times = 0; times < 3; times++) await expectAll();
    await change();
    for (let times = 0; times < 3; times++) await expectAll();
    expect(service.logged).toEqual([]);
  });

  it('are neither read nor looked up by record while they are the same', async () => {
    const { directoryUsers, directoryGroups, groupMembers } = service.application.database;
    for (let times = 0; times < 3; times++) await walk('/Users', '');
    const reads = [
      jest.spyOn(directoryUsers, 'find'),
      jest.spyOn(directoryUsers, 'getMany'),
      jest.spyOn(groupMembers, 'select'),
      jest.spyOn(directoryGroups, 'getMany'),
    ];
    const before = await walk('/Users', '');
    expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0, 0]);
    await patchGroup(inner, { op: 'add', path: 'members', value: membersOf(2) });
    const resourcesOf = (pages: readonly Answer['body'][]) => pages.map(({ Resources }) => Resources);
    for (let times = 0; times < 2; times++) {
      expect(resourcesOf(await walk('/Users', ''))).not.toEqual(resourcesOf(before));
    }
  });

  it('hold nothing where nothing is asked for', async () => {
    for (let times = 0; times < 3; times++) {
      await walk('/Users', '');
      const page = await get('/Users?count=0');
      expect(page).toMatchObject({ totalResults: users.length, itemsPerPage: 0, Resources: [] });
    }
  });

  it('are not kept where something changed between looking and showing', async () => {
    for (let times = 0; times < 2; times++) await walk('/Users', '');
    const { groupMembers } = service.application.database;
    const kept = jest.spyOn(KnownPages.prototype, 'keep');
    const select = groupMembers.select.bind(groupMembers);
    const whileReading = jest.spyOn(groupMembers, 'select').mockImplementationOnce(async (...query) => {
      await patchGroup(inner, { op: 'add', path: 'members', value: membersOf(4) });
      return await select(...query);
    });
    await patchGroup(outer, { op: 'replace', value: { displayName: 'Renamed' } });
    const first = await get('/Users?count=2&startIndex=4');
    expect(whileReading).toHaveBeenCalled();
    expect(first.Resources[1].groups).toHaveLength(2);
    expect(kept).not.toHaveBeenCalled();
    // Most of that page was not known, so that the next is read at once.
    for (let times = 0; times < 2; times++) await get('/Users?count=2&startIndex=4');
    expect(kept).toHaveBeenCalledTimes(1);
  });

  it('are made of the groups as each request knows the connection', async () => {
    const groupsOf = groupsOfUser(service.application);
    const { connection } = client;
    const [direct, all] = await Promise.all([
      groupsOf({ ...connection, nestedGroups: 'ignore' }, user(0)),
      groupsOf(connection, user(0)),
    ]);
    expect([direct?.length, all?.length]).toEqual([1, 2]);
  });

  it('of a connection with very many groups are looked up by record, and its groups not with every page', async () => {
    const operations = Array.from({ length: FEW_GROUPS }, (_, place) => ({
      method: 'POST',
      path: '/Groups',
      bulkId: `g${place}`,
      data: { displayName: `Group ${place}` },
    }));
    const { status, body } = await client.send('POST', '/Bulk', { Operations: operations });
    expect(status).toBe(200);
    const last = body.Operations.at(-1).location.split('/').at(-1);
    for (let times = 0; times < 2; times++) await expectWalk('/Users', '', users);
    const asked = jest.spyOn(service.application.database.directoryGroups, 'selectUnless');
    await walk('/Users', '');
    expect(asked).not.toHaveBeenCalled();
    await patchGroup(last, { op: 'add', path: 'members', value: membersOf(3) });
    await expectWalk('/Users', '', users);

    // Once that they are many is forgotten, the same holds.
    jest.spyOn(KnownPages.prototype, 'hasManyGroups').mockReturnValue(false);
    for (let times = 0; times < 2; times++) await expectWalk('/Users', '', users);
    await patchGroup(last, { op: 'add', path: 'members', value: membersOf(4) });
    await expectWalk('/Users', '', users);
  });
});
