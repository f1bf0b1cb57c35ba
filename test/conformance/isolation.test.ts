import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { routes } from '../../src/scim/routes.ts';
import { attribute, declared, HR, schema } from '../support/extension-schema.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const ANSWERS = Number(process.env.ISOLATION_ANSWERS ?? 3_000);
const LANES = 16;

jest.setTimeout(60_000 + ANSWERS * 20);

const seed = seedFrom('ISOLATION_SEED');
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** One side: everything it ever writes carries its mark, and its ids are remembered. */
interface Side {
  readonly mark: string;
  readonly client: ScimClient;
  readonly users: string[];
  readonly groups: string[];
  /** Ids of what this side deleted, which are still nobody else's business. */
  readonly gone: string[];
  made: number;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** The one user whose token asks, instead of the connection's. */
  readonly as?: string;
  /** Ids of the other side that the request itself names. */
  readonly names?: readonly string[];
}

describe(`two connections of two organizations at once, ${ANSWERS} answers (ISOLATION_SEED=${seed})`, () => {
  let service: ScimService;
  let sides: readonly [Side, Side];

  beforeAll(async () => {
    service = await startScimService();
    const side = async (mark: string): Promise<Side> => {
      const made: Side = {
        mark,
        client: await service.connect({ type: 'generic', ...declaredBy(mark) }),
        users: [],
        groups: [],
        gone: [],
        made: 0,
      };
      for (let index = 0; index < 6; index++) {
        made.users.push((await made.client.create('/Users', user(made))).id);
        const members = made.users.map((value) => ({ value, display: `${mark} member` }));
        made.groups.push((await made.client.create('/Groups', { displayName: `${mark} group ${index}`, members })).id);
      }
      return made;
    };
    sides = [await side('alphaalpha'), await side('omegaomega')];
  });
  afterAll(() => service.close());

  it('never see a byte of the other', async () => {
    let left = ANSWERS;
    const statuses = new Map<string, number>();
    const asks = new Set<string>();
    const foreign: object[] = [];
    const lane = async (number: number): Promise<void> => {
      const random = new SeededRandom(seed + number);
      const [own, other] = number % 2 === 0 ? sides : ([sides[1], sides[0]] as const);
      while (left-- > 0 && foreign.length === 0) {
        const asked = ask(random, own, other);
        const {
          status,
          text = '',
          headers,
          body,
        } = await (asked.as ? own.client.boundTo(asked.as) : own.client).send(asked.method, asked.path, asked.body);
        asks.add(routeOf(asked));
        const route = `${asked.method} ${asked.path.replace(/\?.*/, '').replace(/[0-9a-f-]{36}/, '{id}')} ${status}`;
        statuses.set(route, (statuses.get(route) ?? 0) + 1);
        if (status === 201) (asked.path.startsWith('/Users') ? own.users : own.groups).push(body.id);
        const told = `${JSON.stringify(headers)} ${text}`;
        const leaks = [
          other.mark,
          other.client.connection.id,
          other.client.organization.tenant,
          ...other.users,
          ...other.groups,
          ...other.gone,
        ]
          .filter((secret) => told.includes(secret))
          .filter((secret) => !asked.names?.includes(secret));
        // What the request named may be repeated, as nothing more than a name.
        const isRefused = asked.names === undefined || status >= 400 || body?.totalResults === 0;
        if (leaks.length > 0 || !isRefused) foreign.push({ ...asked, status, text, leaks });
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    console.info(
      [...statuses]
        .sort()
        .map(([route, count]) => `${count} × ${route}`)
        .join('\n'),
    );
    expect(foreign).toEqual([]);
    expect(service.logged).toEqual([]);
    // A route that is added has to be asked here, too.
    expect([...asks].filter((route) => everyRoute.includes(route)).sort()).toEqual(everyRoute);
  });
});

/** A schema of the same URN on both sides, with a unique attribute of the same name and one of its own, and one nobody else has. */
const declaredBy = (mark: string) =>
  declared(
    schema([attribute('badge', { uniqueness: 'server' }), attribute(ownAttribute(mark)), attribute('floor')], {
      name: `HR of ${mark}`,
      description: `What ${mark} knows of people`,
    }),
    schema([attribute('site')], { id: ownSchema(mark), name: 'Place' }),
    schema([attribute('site')], {
      id: `urn:${mark}:params:scim:schemas:site:2.0`,
      name: 'Site',
      resourceType: 'Group',
    }),
  );
const ownAttribute = (mark: string): string => `${mark}Level`;
const ownSchema = (mark: string): string => `urn:${mark}:params:scim:schemas:place:2.0`;

/** Every method of every address the SCIM surface has, as its own table of routes says. */
const everyRoute: readonly string[] = [...routes]
  .flatMap(([name, { collection, item = {}, search = {} }]) => [
    ...Object.keys(collection).map((method) => `${method} /${name}`),
    ...Object.keys(item).map((method) => `${method} /${name}/{id}`),
    ...Object.keys(search).map((method) => `${method} ${name === '.search' ? '' : `/${name}`}/.search`),
  ])
  .sort();

function routeOf({ method, path }: Asked): string {
  const [, name = '', rest] = (path.split('?')[0] ?? '').split('/');
  const below = rest === undefined ? '' : rest === '.search' ? '/.search' : '/{id}';
  return `${method} /${name.toLowerCase()}${below}`;
}

/** One of many, so that some are always left. */
function remove(ids: string[], own: Side): string {
  const id = ids.length > 12 ? ids.shift() : undefined;
  if (id !== undefined) own.gone.push(id);
  return id ?? 'no-such-id';
}

const user = (side: Side): object => ({
  userName: `${side.mark}-${++side.made}`,
  displayName: `${side.mark} person`,
  emails: [{ value: `${side.made}@${side.mark}.example`, type: 'work' }],
  [ENTERPRISE]: { department: side.mark },
  // Both sides have a person of every badge.
  [HR]: { badge: `badge-${side.made}`, [ownAttribute(side.mark)]: side.mark, floor: '1' },
  [ownSchema(side.mark)]: { site: side.mark },
});

function ask(random: SeededRandom, own: Side, other: Side): Asked {
  const pick = (ids: readonly string[]): string => ids[random.below(ids.length)] ?? '';
  const [userId, groupId] = [pick(own.users), pick(own.groups)];
  const [theirUser, theirGroup] = [pick(other.users), pick(other.groups)];
  const filter = (text: string) => `?filter=${encodeURIComponent(text)}&count=20`;
  const operation = (op: object) => ({ Operations: [op] });
  const theirAttribute = `${HR}:${ownAttribute(other.mark)}`;
  const asks: (() => Asked)[] = [
    () => ({ method: 'GET', path: '/Users?count=10' }),
    () => ({ method: 'GET', path: `/Users?count=5&startIndex=${random.below(50)}&sortBy=userName` }),
    () => ({ method: 'GET', path: `/Users${filter('userName sw "a" or userName sw "o"')}` }),
    () => ({ method: 'GET', path: `/Users${filter(`${ENTERPRISE}:department pr`)}` }),
    () => ({ method: 'GET', path: `/Users${filter(`emails co "example"`)}` }),
    () => ({ method: 'GET', path: '/Groups?count=10' }),
    () => ({ method: 'GET', path: `/Groups${filter('displayName co "group"')}` }),
    () => ({ method: 'GET', path: `/Users/${userId}` }),
    () => ({ method: 'GET', path: `/Groups/${groupId}` }),
    ...['GET', 'PUT', 'PATCH', 'DELETE', 'POST'].map((method) => () => ({
      method,
      path: '/Me',
      ...(method !== 'GET' && { body: user(own) }),
    })),
    () => ({ method: 'GET', path: '/Me', as: userId }),
    () => ({ method: 'GET', path: '/Me', as: theirUser, names: [theirUser] }),
    () => ({
      method: 'PATCH',
      path: '/Me',
      as: userId,
      body: operation({ op: 'replace', path: 'nickName', value: own.mark }),
    }),
    () => ({ method: 'GET', path: '/Users', as: userId }),
    () => ({ method: 'GET', path: '/Schemas' }),
    () => ({ method: 'GET', path: `/Schemas/${ENTERPRISE}` }),
    () => ({ method: 'GET', path: `/Schemas/${HR}` }),
    () => ({ method: 'GET', path: `/Schemas/${ownSchema(own.mark)}` }),
    () => ({ method: 'GET', path: `/Schemas/${ownSchema(other.mark)}`, names: [other.mark] }),
    () => ({ method: 'GET', path: `/Users${filter(`${HR}:badge pr or ${HR}:${ownAttribute(own.mark)} pr`)}` }),
    () => ({ method: 'GET', path: `/Users${filter(`schemas eq "${HR}" and ${ownSchema(own.mark)}:site pr`)}` }),
    () => ({ method: 'GET', path: `/Users?count=5&sortBy=${HR}:badge&attributes=${HR}` }),
    // Attributes the other side declared: unknown here, and passed over where unknown ones are.
    () => ({ method: 'GET', path: `/Users${filter(`${theirAttribute} pr`)}`, names: [other.mark] }),
    () => ({ method: 'GET', path: `/Users${filter(`${ownSchema(other.mark)} pr`)}`, names: [other.mark] }),
    () => ({ method: 'GET', path: `/Users?sortBy=${theirAttribute}`, names: [other.mark] }),
    () => ({ method: 'GET', path: `/Users?count=5&attributes=${theirAttribute},${ownSchema(other.mark)}` }),
    () => ({
      method: 'POST',
      path: '/Users/.search',
      body: { filter: `${theirAttribute} eq "${other.mark}"` },
      names: [other.mark],
    }),
    () => ({
      method: 'POST',
      path: '/Users',
      body: {
        ...user(own),
        [HR]: { floor: '2', [ownAttribute(other.mark)]: 'x' },
        [ownSchema(other.mark)]: { site: 'x' },
      },
    }),
    () => ({
      method: 'PATCH',
      path: `/Users/${userId}`,
      body: operation({ op: 'add', path: theirAttribute, value: 'x' }),
      names: [other.mark],
    }),
    () => ({
      method: 'PATCH',
      path: `/Users/${userId}`,
      body: operation({ op: 'add', value: { [HR]: { floor: '3', [ownAttribute(other.mark)]: 'x' } } }),
    }),
    () => ({ method: 'GET', path: '/ResourceTypes' }),
    () => ({ method: 'GET', path: '/ResourceTypes/User' }),
    () => ({ method: 'POST', path: '/Groups/.search', body: { filter: 'displayName pr', count: 10 } }),
    () => ({
      method: 'PUT',
      path: `/Groups/${groupId}`,
      body: { displayName: `${own.mark} renamed ${++own.made}`, members: [{ value: userId }] },
    }),
    () => ({ method: 'DELETE', path: `/Users/${remove(own.users, own)}` }),
    () => ({ method: 'DELETE', path: `/Groups/${remove(own.groups, own)}` }),
    () => ({ method: 'GET', path: '/ServiceProviderConfig' }),
    () => ({ method: 'POST', path: '/.search', body: { filter: 'id pr', count: 10 } }),
    () => ({ method: 'GET', path: '/?filter=id%20pr&count=10' }),
    () => ({ method: 'POST', path: '/Users/.search', body: { filter: 'userName pr', count: 10 } }),
    () => ({ method: 'GET', path: '/Users?cursor=&count=3&sortBy=displayName&sortOrder=descending' }),
    () => ({
      method: 'POST',
      path: '/.search',
      body: { sortBy: 'displayName', count: 5, startIndex: 1 + random.below(20) },
    }),
    () => ({ method: 'POST', path: '/Users', body: user(own) }),
    () => ({ method: 'POST', path: '/Groups', body: { displayName: `${own.mark} extra ${++own.made}` } }),
    () => ({
      method: 'POST',
      path: '/Bulk',
      body: operation({ method: 'POST', bulkId: 'q', path: '/Users', data: user(own) }),
    }),
    () => ({ method: 'PUT', path: `/Users/${userId}`, body: { ...user(own), title: own.mark } }),
    () => ({
      method: 'PATCH',
      path: `/Users/${userId}`,
      body: operation({ op: 'replace', path: 'title', value: own.mark }),
    }),
    () => ({
      method: 'PATCH',
      path: `/Groups/${groupId}?attributes=members`,
      body: operation({ op: 'add', path: 'members', value: [{ value: userId }] }),
    }),
    // What belongs to the other side, named outright.
    () => ({ method: 'GET', path: `/Users/${theirUser}`, names: [theirUser] }),
    () => ({ method: 'GET', path: `/Groups/${theirGroup}`, names: [theirGroup] }),
    () => ({ method: 'GET', path: `/Users${filter(`id eq "${theirUser}"`)}`, names: [theirUser] }),
    () => ({ method: 'GET', path: `/Users${filter(`userName eq "${other.mark}-1"`)}`, names: [other.mark] }),
    () => ({ method: 'GET', path: `/Users${filter(`groups.value eq "${theirGroup}"`)}`, names: [theirGroup] }),
    () => ({ method: 'GET', path: `/Groups${filter(`members.value eq "${theirUser}"`)}`, names: [theirUser] }),
    () => ({ method: 'PUT', path: `/Users/${theirUser}`, body: user(own), names: [theirUser] }),
    () => ({
      method: 'PATCH',
      path: `/Users/${theirUser}`,
      body: operation({ op: 'replace', path: 'active', value: false }),
      names: [theirUser],
    }),
    () => ({
      method: 'PATCH',
      path: `/Groups/${groupId}`,
      body: operation({ op: 'add', path: 'members', value: [{ value: theirUser }] }),
      names: [theirUser],
    }),
    () => ({ method: 'PUT', path: `/Groups/${theirGroup}`, body: { displayName: own.mark }, names: [theirGroup] }),
    () => ({ method: 'POST', path: '/.search', body: { filter: `id eq "${theirUser}"` }, names: [theirUser] }),
    () => ({
      method: 'GET',
      path: `/Users${filter(`emails[type eq "work"].value eq "1@${other.mark}.example"`)}`,
      names: [other.mark],
    }),
    () => ({ method: 'DELETE', path: `/Users/${theirUser}`, names: [theirUser] }),
    () => ({ method: 'DELETE', path: `/Groups/${theirGroup}`, names: [theirGroup] }),
  ];
  return asks[random.below(asks.length)]?.() ?? { method: 'GET', path: '/Users' };
}
