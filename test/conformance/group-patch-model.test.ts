import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { holds } from './filters/filter-meaning.ts';
import { randomFilter, type Sayable } from './filters/random-filter.ts';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const REQUESTS = Number(process.env.PATCH_REQUESTS ?? 400);
const PEOPLE = 8;

jest.setTimeout(60_000 + REQUESTS * 100);

const seed = seedFrom('GROUP_PATCH_SEED');

/** A group as RFC 7644 §3.5.2 changes it: a name, and a set of members that knows nothing but their ids. */
interface Group {
  readonly displayName: string;
  readonly members: ReadonlySet<string>;
}

/** One operation as it is sent; `apply` is what it means, or the `scimType` with which it is refused. */
interface Operation {
  readonly wire: object;
  readonly apply: ((group: Group) => Group) | 'mutability' | 'invalidValue' | 'invalidFilter' | 'noTarget';
}

const withMembers = (change: (members: Set<string>) => Iterable<string>) => (group: Group) => ({
  ...group,
  members: new Set(change(new Set(group.members))),
});

function randomOperation(random: SeededRandom, people: readonly string[]): Operation {
  const some = (): readonly string[] => people.filter(() => random.below(4) === 0);
  const one = () => people[random.below(people.length)] ?? '';
  const op = (name: string) => (random.below(2) === 0 ? name : name.charAt(0).toUpperCase() + name.slice(1));
  const ids = some();
  const value = ids.map((id) => written(random, id));
  switch (random.below(15)) {
    case 0:
    case 1:
      return {
        wire: { op: op('add'), path: 'members', value: value.length === 1 ? value[0] : value },
        apply: withMembers((members) => [...members, ...ids]),
      };
    case 2:
      return {
        wire: { op: op('add'), value: { members: value, nonsense: 1 } },
        apply: withMembers((members) => [...members, ...ids]),
      };
    case 3:
    case 4:
      return {
        wire: { op: op('remove'), path: random.below(4) === 0 ? 'MEMBERS' : 'members', value },
        apply: withMembers((members) => [...members].filter((id) => !ids.includes(id))),
      };
    case 5:
    case 6: {
      const chosen = [one(), ...ids];
      const filter = chosen.map((id) => `value eq "${id}"`).join(' or ');
      return {
        wire: { op: op('remove'), path: `members[${filter}]` },
        apply: withMembers((members) => [...members].filter((id) => !chosen.includes(id))),
      };
    }
    case 7:
      return random.below(3) > 0
        ? { wire: { op: op('replace'), path: 'members', value }, apply: withMembers(() => ids) }
        : { wire: { op: op('remove'), path: 'members' }, apply: withMembers(() => []) };
    case 8:
      return {
        wire: { op: op('replace'), value: { id: 'x', displayName: 'walked b', members: value } },
        apply: (group) => ({ ...withMembers(() => ids)(group), displayName: 'walked b' }),
      };
    case 9:
    case 10: {
      const displayName = `walked ${random.pick(['a', 'b', 'A'])}`;
      const isWhole = random.below(2) === 0;
      return {
        wire: isWhole
          ? { op: op('replace'), value: { displayName } }
          : { op: op('replace'), path: 'displayName', value: displayName },
        apply: (group) => ({ ...group, displayName }),
      };
    }
    case 11:
    case 12: {
      const { text, meaning } = randomFilter(random, sayable(people));
      return {
        wire: { op: op('remove'), path: `members[${text}]` },
        apply: withMembers((members) => [...members].filter((id) => !holds(meaning, shown(id)))),
      };
    }
    case 13:
      return refused(random, one());
    default:
      return { wire: { op: 'remove', path: 'members[value eq "nobody"]' }, apply: (group) => group };
  }
}

const refused = (random: SeededRandom, id: string): Operation =>
  random.pick<Operation>([
    { wire: { op: 'add', path: 'members', value: [{ value: id }, { value: 'nobody' }] }, apply: 'invalidValue' },
    { wire: { op: 'replace', path: 'members', value: [{ value: 'nobody' }] }, apply: 'invalidValue' },
    { wire: { op: 'add', path: 'members', value: [{ display: 'nobody' }] }, apply: 'invalidValue' },
    { wire: { op: 'remove', path: 'displayName' }, apply: 'mutability' },
    { wire: { op: 'replace', path: 'displayName', value: ' ' }, apply: 'invalidValue' },
    { wire: { op: 'replace', path: `members[value eq "${id}"].display`, value: 'x' }, apply: 'mutability' },
    { wire: { op: 'replace', path: `members[value eq "${id}"]`, value: { value: 'x' } }, apply: 'mutability' },
    { wire: { op: 'replace', path: 'id', value: 'x' }, apply: 'mutability' },
    { wire: { op: 'remove', path: 'members[value is "x"]' }, apply: 'invalidFilter' },
    { wire: { op: 'remove', path: 'members[shoe eq "x"]' }, apply: 'invalidFilter' },
    { wire: { op: 'add', path: 'members[display pr]', value: [{ value: id }] }, apply: 'mutability' },
    { wire: { op: 'remove' }, apply: 'noTarget' },
  ]);

/** As clients name a member: by id alone, with a `$ref` that says nothing, with a display name. */
function written(random: SeededRandom, id: string): unknown {
  const { display } = shown(id);
  if (display !== undefined) return { value: id, display, ...(random.below(2) === 0 && { $ref: null }) };
  return random.pick<unknown>([{ value: id }, { value: id, $ref: null }, id, { value: id, type: 'User' }]);
}

const DISPLAYS = ['Ana', 'ána', undefined, 'BOB', 'bob b', undefined, '%', 'a'] as const;
/** A member as filters see it: of each person always the same. */
function shown(id: string): { readonly value: string; readonly type: string; readonly display?: string } {
  const display = DISPLAYS[Number.parseInt(id.slice(-3), 16) % DISPLAYS.length];
  return { value: id, type: 'User', ...(display !== undefined && { display }) };
}

function sayable(people: readonly string[]): readonly [Sayable, ...Sayable[]] {
  const text = (name: string, values: readonly string[]): Sayable => ({
    path: [name],
    names: [name],
    type: 'text',
    operators: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
    values: ['', ...values],
    knowsAbsence: true,
  });
  return [
    text('value', [...people, ...people.map((id) => id.slice(-2))]),
    text('display', ['ana', 'B', 'ÁNA', '%', 'bob b']),
    text('type', ['User', 'user', 'Group']),
  ];
}

function modelled(group: Group, operations: readonly Operation[]): Group | string {
  let after = group;
  for (const { apply } of operations) {
    if (typeof apply === 'string') return apply;
    after = apply(after);
  }
  return after;
}

describe(`PATCH of groups against a model, ${REQUESTS} requests (GROUP_PATCH_SEED=${seed})`, () => {
  let service: ScimService;
  let client: ScimClient;
  const people: string[] = [];

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect({ type: 'generic' });
    for (let index = 0; index < PEOPLE; index++) {
      people.push((await client.create('/Users', { userName: `member ${index}` })).id);
    }
  });
  afterAll(() => service.close());

  it('does all of a request or nothing, and keeps version and lastModified when nothing changes', async () => {
    const random = new SeededRandom(seed);
    const { id } = await client.create('/Groups', { displayName: 'walked a' });
    const read = async () => {
      const { body } = await client.send('GET', `/Groups/${id}`);
      const members = body.members.map(({ value }: { value: string }) => value) as string[];
      return { body, group: { displayName: body.displayName as string, members: new Set(members) } };
    };
    const wrong: object[] = [];
    let before = await read();
    for (let number = 0; number < REQUESTS && wrong.length < 3; number++) {
      // One that is refused stands last, so that what is wrong with it is all that is wrong.
      const operations = Array.from({ length: 1 + random.below(4) }, () => randomOperation(random, people));
      const end = operations.findIndex(({ apply }) => typeof apply === 'string');
      const sent = end < 0 ? operations : operations.slice(0, end + 1);
      const expected = modelled(before.group, sent);
      const answer = await client.send('PATCH', `/Groups/${id}`, { Operations: sent.map(({ wire }) => wire) });
      const after = await read();
      const isRefused = typeof expected === 'string';
      const isChange = !isRefused && told(expected) !== told(before.group);
      const isRight =
        told(after.group) === told(isRefused ? before.group : expected) &&
        after.body.members.length === after.group.members.size &&
        (isRefused ? answer.status === 400 && answer.body.scimType === expected : answer.status === 204) &&
        (isChange
          ? after.body.meta.version !== before.body.meta.version
          : JSON.stringify(after.body) === JSON.stringify(before.body));
      if (!isRight) {
        wrong.push({ before: told(before.group), wire: sent.map(({ wire }) => wire), status: answer.status });
        wrong.push({ answer: answer.body, expected: isRefused ? expected : told(expected), after: told(after.group) });
        wrong.push({ isChange, version: [before.body.meta, after.body.meta] });
      }
      before = after;
    }
    expect(wrong).toEqual([]);
    expect(service.logged).toEqual([]);
  });
});

const told = ({ displayName, members }: Group): string => `${displayName}: ${[...members].sort().join()}`;
