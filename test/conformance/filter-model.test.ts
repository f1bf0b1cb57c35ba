import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { declared } from '../support/extension-schema.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { comparable, holds, type Plain } from './filters/filter-meaning.ts';
import { randomPeople } from './filters/filter-people.ts';
import { filterableOfGroups, filterableOfUsers, type Known, TEXTS } from './filters/filterable.ts';
import { filterableExtension, filterableOfExtension, unfilterable } from './filters/filterable-extension.ts';
import { randomFilter, type Said, type Sayable } from './filters/random-filter.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CASES = Number(process.env.FILTER_CASES ?? 1_500);
const PEOPLE = 40;
const GROUPS = 8;
const LANES = 8;
/** Filters are longer than this only by chance, and are then another one. */
const MOST_CHARACTERS = 4_000;
/** Nor do they ask for membership more often, which is as often as a filter may. */
const MOST_MEMBERSHIPS = 10;

jest.setTimeout(120_000 + CASES * 40);

const seed = seedFrom('FILTER_SEED');

interface Stored {
  readonly id: string;
  readonly meta: { readonly created: string };
}
type Resource = Plain & Stored;

/** What is asked of one endpoint, and the order in which it has to be answered. */
interface Asked extends Said {
  readonly endpoint: '/Users' | '/Groups';
  readonly sortBy?: Sayable;
  readonly isDescending?: boolean;
}

describe(`Filters against a model, ${CASES} cases (FILTER_SEED=${seed})`, () => {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  let service: ScimService;
  let client: ScimClient;
  let users: readonly Resource[];
  let groups: readonly Resource[];
  let known: Known;

  beforeAll(async () => {
    const random = new SeededRandom(seed);
    service = await startScimService();
    client = await service.connect(declared(filterableExtension));
    for (const person of randomPeople(random, PEOPLE)) await client.create('/Users', person);
    users = (await client.send('GET', '/Users?count=200')).body.Resources;
    for (let index = 0; index < GROUPS; index++) {
      const members = users.filter(() => random.below(3) === 0).map(({ id }) => ({ value: id }));
      await client.create('/Groups', {
        displayName: `${random.pick(TEXTS).trim()}${index}`,
        ...(random.below(2) === 0 && { externalId: random.pick(TEXTS) }),
        ...(index > 0 && { members }),
      });
    }
    for (const user of users.slice(0, 5)) {
      await client.send('PATCH', `/Users/${user.id}`, {
        Operations: [{ op: 'replace', path: 'nickName', value: 'Later' }],
      });
    }
    users = (await client.send('GET', '/Users?count=200')).body.Resources;
    groups = (await client.send('GET', '/Groups?count=200')).body.Resources;
    expect([users.length, groups.length]).toEqual([PEOPLE, GROUPS]);
    known = knownOf(users, groups);
  }, 120_000);
  afterAll(async () => {
    agent.destroy();
    await service.close();
  });

  it('find in the database exactly what they mean, in the order asked for', async () => {
    const random = new SeededRandom(seed + 1);
    const ofUsers = filterableOfUsers(known);
    const askable: Askable = { '/Users': [...ofUsers, ...filterableOfExtension], '/Groups': filterableOfGroups(known) };
    const wrong: object[] = [];
    let asked = 0;
    let found = 0;
    const lane = async (): Promise<void> => {
      while (asked < CASES && wrong.length < 3) {
        const next = ask(random, askable);
        if (next.text.length > MOST_CHARACTERS || membershipsIn(next) > MOST_MEMBERSHIPS) continue;
        asked++;
        const resources = next.endpoint === '/Users' ? users : groups;
        const expected = inOrder(
          resources.filter((resource) => holds(next.meaning, resource)),
          next,
        ).map(({ id }) => id);
        const { status, body } = await send(next, asked % 4 === 0);
        const ids = body.Resources?.map(({ id }: Stored) => id);
        found += expected.length;
        const isRight = status === 200 && body.totalResults === expected.length && String(ids) === String(expected);
        if (!isRight) wrong.push({ ...described(next), status, body: ids ? { ids } : body, expected });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    console.info(`${asked} filters, ${(found / asked).toFixed(1)} found by each (FILTER_SEED=${seed})`);
    expect(wrong).toEqual([]);
  });

  it.each(unfilterable)('say that they cannot ask %s', async (filter, sortBy) => {
    const { status, body } = await client.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
    const searched = await client.send('POST', '/Users/.search', { filter });
    expect(searched.body).toEqual(body);
    if (sortBy === undefined) return;
    const sorted = await client.send('GET', `/Users?sortBy=${encodeURIComponent(sortBy)}`);
    expect([sorted.status, sorted.body.scimType]).toEqual([400, 'invalidValue']);
  });

  it('ignore case by one rule: composed forms, small letters, one sigma; nothing looked alike, nothing of a language', async () => {
    const pairs: readonly (readonly [string, string, boolean])[] = [
      ['É', 'é', true],
      ['É', 'e\u0301', true],
      ['ΣΑΣ', 'σας', true],
      ['σασ', 'σας', true],
      ['\u212a', 'k', true],
      ['\u212b', 'Å', true],
      ['ẞ', 'ß', true],
      ['ǅ', 'ǆ', true],
      ['İ', 'i\u0307', true],
      ['İ', 'i', false],
      ['I', 'ı', false],
      ['ß', 'ss', false],
      ['ſ', 's', false],
      ['ﬁ', 'fi', false],
      ['Ａ', 'a', false],
    ];
    for (const [index, [stored, asked, isSame]] of pairs.entries()) {
      const { id } = await client.create('/Users', { userName: `fold-${index}-${stored}`, nickName: stored });
      const both = [`nickName eq ${JSON.stringify(asked)}`, `userName eq ${JSON.stringify(`FOLD-${index}-${asked}`)}`];
      for (const text of both) {
        const { body } = await client.send('GET', `/Users?filter=${encodeURIComponent(`id eq "${id}" and ${text}`)}`);
        expect([text, body.totalResults]).toEqual([text, isSame ? 1 : 0]);
      }
    }
  });

  /** By GET, or as a search. */
  function send({ endpoint, text, sortBy, isDescending }: Asked, isSearch: boolean) {
    const parameters = {
      filter: text,
      attributes: 'id',
      ...(sortBy && { sortBy: sortBy.names[0], sortOrder: isDescending ? 'descending' : 'ascending' }),
    };
    const query = new URLSearchParams({ ...parameters, count: '200' });
    return isSearch
      ? post(`${endpoint}/.search`, { ...parameters, attributes: ['id'], count: 200 })
      : post(`${endpoint}?${query}`);
  }

  const post = (path: string, body?: object) =>
    new Promise<{ status: number | undefined; body: { totalResults?: number; Resources?: Stored[] } }>(
      (resolve, reject) => {
        const method = body ? 'POST' : 'GET';
        const headers = {
          authorization: `Bearer ${client.token}`,
          ...(body && { 'content-type': 'application/scim+json' }),
        };
        const outgoing = request(service.url + path, { agent, method, headers }, (incoming) => {
          let text = '';
          incoming.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk;
          });
          incoming.on('end', () => resolve({ status: incoming.statusCode, body: JSON.parse(text) }));
        });
        outgoing.on('error', reject);
        outgoing.end(body && JSON.stringify(body));
      },
    );
});

type Askable = Readonly<Record<'/Users' | '/Groups', readonly [Sayable, ...Sayable[]]>>;

const membershipsIn = ({ text }: Said): number => text.match(/members|groups/gi)?.length ?? 0;

function ask(random: SeededRandom, askable: Askable): Asked {
  const endpoint = random.below(8) === 0 ? '/Groups' : '/Users';
  const said = { ...randomFilter(random, askable[endpoint]), endpoint } as const;
  const sortable = askable[endpoint].filter(
    ({ path, type, sortsBy }) => sortsBy || (path.length === 1 && type !== 'complex'),
  );
  if (random.below(5) > 0) return said;
  return { ...said, sortBy: sortable[random.below(sortable.length)] as Sayable, isDescending: random.below(2) === 0 };
}

/** By one attribute (RFC 7644 §3.4.2.3); what lacks it is last, or first when descending. Ties by id. */
function inOrder(resources: readonly Resource[], { sortBy, isDescending }: Asked): readonly Resource[] {
  if (!sortBy) return resources;
  const sortedBy = (resource: Resource) => soleValue(resource, sortBy.path) as string | number | boolean | undefined;
  const byText = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));
  const compare = (left: Resource, right: Resource): number => {
    const [one, other] = [sortedBy(left), sortedBy(right)];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined) || byText(left.id, right.id);
    }
    const order =
      typeof one === 'string' && typeof other === 'string'
        ? byText(comparable(sortBy, one), comparable(sortBy, other))
        : Number(one) - Number(other);
    return order || byText(left.id, right.id);
  };
  return [...resources].sort((left, right) => (isDescending ? compare(right, left) : compare(left, right)));
}

/** "Based on the value of the primary attribute … or else the first value in the list". */
function soleValue(from: Plain | undefined, path: readonly string[]): Plain | undefined {
  if (Array.isArray(from)) {
    const isPrimary = (element: Plain) => (element as { readonly primary?: Plain } | null)?.primary === true;
    return soleValue((from as readonly Plain[]).find(isPrimary) ?? from[0], path);
  }
  const [key, ...rest] = path;
  if (key === undefined || typeof from !== 'object' || from === null) return key === undefined ? from : undefined;
  return soleValue((from as { readonly [key: string]: Plain })[key], rest);
}

const described = ({ endpoint, text, sortBy, isDescending }: Asked): object => ({
  endpoint,
  text,
  sortBy: sortBy?.names[0],
  isDescending,
});

function knownOf(users: readonly Resource[], groups: readonly Resource[]): Known {
  const all = (resource: Resource) => resource as unknown as { userName: string; emails?: { value?: string }[] };
  const [first] = users;
  const ids = (resources: readonly Stored[]) => resources.map(({ id }) => id) as [string, ...string[]];
  return {
    userIds: ids(users),
    groupIds: ids(groups),
    userNames: users.map((user) => all(user).userName),
    addresses: users.flatMap((user) => all(user).emails?.map(({ value }) => value ?? '') ?? []),
    instants: [
      '2020-01-01',
      '2099-12-31T23:59:59Z',
      ...[first, users[7], users[20], users.at(-1), groups[3]].flatMap((resource) => written(resource?.meta.created)),
    ],
  };
}

/** One instant as clients write it, in several zones and precisions, and its neighbours. */
function written(instant: string | undefined): readonly string[] {
  if (instant === undefined) return [];
  const moved = (minutes: number, zone: string) =>
    new Date(Date.parse(instant) + minutes * 60_000).toISOString().replace('Z', zone);
  return [
    instant,
    moved(330, '+05:30'),
    moved(-480, '-08:00'),
    instant.replace('Z', '000000Z'),
    instant.replace('T', 't').replace('Z', 'z'),
    instant.replace('Z', ''),
    new Date(Date.parse(instant) + 1).toISOString(),
    new Date(Date.parse(instant) - 1).toISOString(),
  ];
}
