import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const PEOPLE = 10_600;
/** More than are listed in a query. */
const MEMBERS = 10_400;
const SLICE = 2_000;

jest.setTimeout(120_000);

describe('Filters by groups with more members than are listed', () => {
  let service: ScimService;
  let client: ScimClient;
  let users: readonly { readonly id: string; readonly userName: string }[];
  let groups: Record<'large' | 'small' | 'outer', string>;

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect({ type: 'generic', nestedGroups: 'expand' });
    const first = await client.create('/Users', { userName: 'person' });
    const { database, newId } = service.application;
    const { tenant } = client.organization;
    const pattern = (await database.directoryUsers.get(tenant, first.id)) as DirectoryUser & { tenant: string };
    users = Array.from({ length: PEOPLE }, (_, place) => ({
      id: newId(),
      userName: `u${String(place).padStart(5, '0')}`,
    }));
    for (let from = 0; from < PEOPLE; from += SLICE) {
      const some = users.slice(from, from + SLICE);
      await database.transaction(async (tx) =>
        tx.directoryUsers.insertMany(some.map((user) => ({ ...withoutAccount(pattern), ...user }))),
      );
    }
    const members = users.slice(0, MEMBERS).map(({ id }) => ({ value: id }));
    const create = async (displayName: string, of: object[]) =>
      (await client.create('/Groups', { displayName, members: of })).id;
    const large = await create('Large', members);
    const small = await create('Small', [...members.slice(0, 3), { value: users.at(-1)?.id }]);
    groups = { large, small, outer: await create('Outer', [{ value: large }, { value: users.at(-2)?.id }]) };
  });
  afterAll(() => service.close());

  /** Who shares an account with nobody, so that all of these can be active. */
  function withoutAccount({ accountId: _, ...user }: DirectoryUser & { tenant: string }) {
    return user;
  }

  const list = async (filter: string, more = 'count=100') => {
    const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}&${more}`);
    expect([filter, status, body.detail]).toEqual([filter, 200, undefined]);
    return body;
  };
  const namesIn = (body: { readonly Resources: readonly { readonly userName: string }[] }) =>
    body.Resources.map(({ userName }) => userName);
  const names = (from: number, to: number) => users.slice(from, to).map(({ userName }) => userName);

  it('find all of them, page by page', async () => {
    const filter = `groups.value eq "${groups.large}"`;
    const last = await list(filter, `startIndex=${MEMBERS - 49}&count=100`);
    expect(last).toMatchObject({ totalResults: MEMBERS, itemsPerPage: 50 });
    expect(namesIn(last)).toEqual(names(MEMBERS - 50, MEMBERS));
    const found: string[] = [];
    for (let cursor = '', page = 0; page < 3; page++) {
      const body = await list(filter, `cursor=${cursor}&count=100`);
      expect(body.totalResults).toBe(MEMBERS);
      found.push(...namesIn(body));
      cursor = body.nextCursor;
    }
    expect(found).toEqual(names(0, 300));
  });

  it('say it of those who are in it by way of another group', async () => {
    const body = await list(`groups[value eq "${groups.outer}"]`, 'sortBy=userName&sortOrder=descending&count=2');
    expect(body.totalResults).toBe(MEMBERS + 1);
    expect(namesIn(body)).toEqual([users.at(-2)?.userName, users[MEMBERS - 1]?.userName]);
  });

  it.each([
    ['AND something else', (of: typeof groups) => `groups.value eq "${of.large}" and userName sw "u0000"`, [0, 10]],
    ['AND another group', (of: typeof groups) => `groups eq "${of.large}" and groups eq "${of.small}"`, [0, 3]],
    ['AND NOT', (of: typeof groups) => `not (groups.value eq "${of.large}") and userName sw "u"`, [MEMBERS, PEOPLE]],
    [
      'OR',
      (of: typeof groups) => `(groups.value eq "${of.large}" or userName co "u") and userName sw "u105"`,
      [10_500, 10_600],
    ],
  ])('go together with others: %s', async (_how, filter, [from = 0, to = 0]) => {
    const body = await list(filter(groups), 'count=200');
    expect(body.totalResults).toBe(to - from);
    expect(namesIn(body)).toEqual(names(from, to));
  });

  it('are refused about more than a hundred groups together', async () => {
    const within = [{ value: groups.large }];
    for (let place = 0; place < 100; place++) {
      within.push({ value: (await client.create('/Groups', { displayName: `Within ${place}` })).id });
    }
    const { id } = await client.create('/Groups', { displayName: 'Around', members: within.slice(0, 99) });
    expect(await list(`groups.value eq "${id}"`, 'count=0')).toMatchObject({ totalResults: MEMBERS });
    await client.send('PATCH', `/Groups/${id}`, {
      Operations: [{ op: 'add', path: 'members', value: within.slice(99) }],
    });
    const refused = await client.send('GET', `/Users?filter=${encodeURIComponent(`groups.value eq "${id}"`)}`);
    expect(refused).toMatchObject({
      status: 400,
      body: { scimType: 'tooMany', detail: expect.stringContaining('100 groups') },
    });
  });

  it('are about members who are there', async () => {
    const [gone] = users;
    await client.send('PATCH', `/Groups/${groups.large}`, {
      Operations: [{ op: 'remove', path: `members[value eq "${gone?.id}"]` }],
    });
    expect(await list(`groups.value eq "${groups.large}"`, 'count=0')).toMatchObject({ totalResults: MEMBERS - 1 });
    await client.send('DELETE', `/Groups/${groups.outer}`);
    expect(await list(`groups.value eq "${groups.outer}"`, 'count=0')).toMatchObject({ totalResults: 0 });
    const other = await service.connect();
    const { body } = await other.send(
      'GET',
      `/Users?filter=${encodeURIComponent(`groups.value eq "${groups.large}"`)}`,
    );
    expect(body.totalResults).toBe(0);
  });
});
