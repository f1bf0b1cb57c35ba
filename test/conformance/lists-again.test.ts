import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { attribute, declared, schema } from '../support/extension-schema.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type Answer, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const PEOPLE = 6;
const GROUPS = 3;
const STEPS = 120;
const HR = 'urn:acme:params:scim:schemas:hr:2.0:User';

const seed = seedFrom('LISTS_SEED');

/** One of several, of which there is at least one. */
const one = <T>(random: SeededRandom, items: readonly T[]): T => items[random.below(items.length)] as T;

/** What was listed before is kept as JSON: nothing of it may be shown once it is otherwise. */
describe(`Lists again after changes (LISTS_SEED=${seed})`, () => {
  let service: ScimService;
  let client: ScimClient;
  let users: string[];
  let groups: string[];
  let made = PEOPLE;

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect({ type: 'generic', nestedGroups: 'expand' });
    users = [];
    groups = [];
    for (let place = 0; place < PEOPLE; place++) users.push(await newUser(`user${place}`));
    for (let place = 0; place < GROUPS; place++) groups.push(await newGroup(`group${place}`));
  });
  afterAll(() => service.close());

  const newUser = async (userName: string) =>
    (await client.create('/Users', { userName, [HR]: { badge: `badge of ${userName}` } })).id;
  const newGroup = async (displayName: string) => (await client.create('/Groups', { displayName })).id;

  const asked: readonly ((random: SeededRandom) => readonly [paging: string, parameters: string])[] = [
    () => ['count=50', ''],
    () => ['cursor=&count=50', ''],
    () => ['startIndex=2&count=4', ''],
    () => ['count=50', 'excludedAttributes=groups'],
    () => ['count=50', 'attributes=userName,groups.display'],
    (random) => ['count=50', `attributes=${one(random, ['title', 'meta', HR])}`],
  ];

  const changes: readonly ((random: SeededRandom) => Promise<unknown>)[] = [
    (random) => patch(`/Users/${one(random, users)}`, { op: 'replace', path: 'title', value: `t${random.below(9)}` }),
    (random) =>
      patch(`/Groups/${one(random, groups)}`, { op: 'replace', value: { displayName: `g${random.below(999)}` } }),
    (random) => addMember(one(random, groups), one(random, users)),
    (random) => addMember(one(random, groups), one(random, groups)),
    (random) =>
      patch(`/Groups/${one(random, groups)}`, { op: 'remove', path: `members[value eq "${one(random, users)}"]` }),
    async (random) => {
      const place = random.below(PEOPLE);
      await client.send('DELETE', `/Users/${users[place]}`);
      users[place] = await newUser(`user${++made}`);
    },
    async (random) => {
      const place = random.below(GROUPS);
      await client.send('DELETE', `/Groups/${groups[place]}`);
      groups[place] = await newGroup(`group${++made}`);
    },
    async (random) =>
      service.change(client, random.below(2) === 0 ? declared() : declared(schema([attribute('badge')], { id: HR }))),
    async (random) => service.change(client, { nestedGroups: one(random, ['expand', 'expand', 'ignore']) }),
    async () => {},
    async () => {},
  ];

  const patch = (path: string, operation: object) => client.send('PATCH', path, { Operations: [operation] });
  const addMember = (group: string, value: string) =>
    patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value }] });

  it('show every user and every group as it is', async () => {
    const random = new SeededRandom(seed);
    for (let step = 0; step < STEPS; step++) {
      await one(random, changes)(random);
      const host = random.below(4) === 0 ? 'other.example' : 'scim.example';
      const get = async (path: string) => {
        const { status, body } = await client.send('GET', path, undefined, { host });
        expect([path, status]).toEqual([path, 200]);
        return body;
      };
      const isOfGroups = random.below(3) === 0;
      const [path, ids] = isOfGroups ? ['/Groups', groups] : ['/Users', users];
      const [paging, parameters] = isOfGroups ? ['count=50', 'excludedAttributes=members'] : one(random, asked)(random);
      const list = await get(`${path}?${paging}&${parameters}`);
      const shown = list.Resources as readonly Answer['body'][];
      const all = [...ids].sort();
      expect(list).toMatchObject({ itemsPerPage: shown.length, totalResults: all.length });
      expect(shown.map(({ id }) => id)).toEqual(paging.includes('startIndex=2') ? all.slice(1, 5) : all);
      for (const resource of shown) {
        expect([step, resource]).toEqual([step, await get(`${path}/${resource.id}?${parameters}`)]);
      }
    }
    expect(service.logged).toEqual([]);
  });
});
