import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ScimClient, type ScimService, startScimService } from './scim-service.ts';

/** RFC 7644 §3.5.2.3: a value filter of any form selects the members that are removed. */
describe('A filter in the path of members', () => {
  let service: ScimService;
  let client: ScimClient;
  let people: string[];
  let inner: string;

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect({ nestedGroups: 'expand' });
    people = [];
    for (const userName of ['ana', 'bo', 'cy', 'di']) people.push((await client.create('/Users', { userName })).id);
    inner = (await client.create('/Groups', { displayName: 'Inner' })).id;
  });
  afterAll(() => service.close());

  let number = 0;
  const group = async (): Promise<string> => {
    const [ana, bo, cy] = people;
    const members = [{ value: ana, display: 'Ana' }, { value: bo, display: 'Bo' }, { value: cy }, { value: inner }];
    return (await client.create('/Groups', { displayName: `Group ${++number}`, members })).id;
  };
  const patch = (id: string, ...Operations: object[]) => client.send('PATCH', `/Groups/${id}`, { Operations });
  const membersOf = async (id: string): Promise<string[]> => {
    const { body } = await client.send('GET', `/Groups/${id}`);
    return body.members.map(({ value }: { value: string }) => value).sort();
  };
  const named = (...ids: (string | undefined)[]) => ids.map(String).sort();

  it.each<[string, (all: readonly string[]) => readonly (string | undefined)[]]>([
    ['display eq "ANA"', ([, bo, cy, , group]) => [bo, cy, group]],
    ['not (display pr)', ([ana, bo]) => [ana, bo]],
    ['type eq "Group"', ([ana, bo, cy]) => [ana, bo, cy]],
    ['$ref co "/Groups/"', ([ana, bo, cy]) => [ana, bo, cy]],
    ['type eq "User" and not (display sw "b")', ([, bo, , , group]) => [bo, group]],
    ['value pr', () => []],
    ['display eq "nobody"', ([ana, bo, cy, , group]) => [ana, bo, cy, group]],
  ])('removes who it selects: %s', async (filter, left) => {
    const id = await group();
    expect((await patch(id, { op: 'remove', path: `members[${filter}]` })).status).toBe(204);
    expect(await membersOf(id)).toEqual(named(...left([...people, inner])));
  });

  it('looks at those it names alone, whatever else it asks', async () => {
    const [id, other] = [await group(), await group()];
    const path = `members[value eq "${people[0]}" and display eq "Bo"]`;
    const before = await client.send('GET', `/Groups/${id}`);
    expect((await patch(id, { op: 'remove', path })).status).toBe(204);
    expect((await client.send('GET', `/Groups/${id}`)).body).toEqual(before.body);
    const both = `members[(value eq "${people[0]}" or value eq "${people[1]}") and type eq "User"]`;
    await patch(id, { op: 'remove', path: both });
    expect(await membersOf(id)).toEqual(named(people[2], inner));
    expect(await membersOf(other)).toHaveLength(4);
  });

  it('sees what the operations before it did, and nothing of those after it', async () => {
    const id = await group();
    const [ana, bo, , di] = people;
    const answer = await patch(
      id,
      { op: 'remove', path: `members[value eq "${bo}"]` },
      { op: 'add', path: 'members', value: [{ value: di, display: 'Di' }] },
      { op: 'remove', path: 'members[display pr]' },
      { op: 'add', path: 'members', value: [{ value: ana, display: 'Ana' }] },
    );
    expect(answer.status).toBe(204);
    expect(await membersOf(id)).toEqual(named(ana, people[2], inner));
    await patch(
      id,
      { op: 'replace', path: 'members', value: [{ value: di }, { value: ana }, { value: inner }] },
      { op: 'remove', path: 'members[type eq "Group" or display eq "Ana"]' },
    );
    expect(await membersOf(id)).toEqual(named(di));
  });

  it('makes one job for all of them, and none when it selects nobody', async () => {
    const id = await group();
    const { tenant } = client.organization;
    const jobs = () => service.application.database.syncJobs.count(tenant);
    const before = await jobs();
    await patch(id, { op: 'remove', path: 'members[display co "nobody"]' });
    expect(await jobs()).toBe(before);
    await patch(id, { op: 'remove', path: 'members[type eq "User"]' });
    expect(await jobs()).toBe(before + 1);
  });

  it('adds and replaces nobody, for what a member is cannot be changed; and is asked ten times at most', async () => {
    const id = await group();
    const before = await membersOf(id);
    for (const op of ['add', 'replace']) {
      const { status, body } = await patch(id, { op, path: 'members[display pr]', value: [{ value: people[3] }] });
      expect([status, body.scimType]).toEqual([400, 'mutability']);
    }
    const wrong = await patch(id, { op: 'remove', path: 'members[shoe eq "1"]' });
    expect([wrong.status, wrong.body.scimType]).toEqual([400, 'invalidFilter']);
    const often = Array.from({ length: 11 }, () => ({ op: 'remove', path: 'members[display pr]' }));
    expect((await patch(id, ...often)).status).toBe(413);
    expect(await membersOf(id)).toEqual(before);
  });

  it('goes through more members than one statement reads', async () => {
    const { tenant } = client.organization;
    const { id } = await client.create('/Groups', { displayName: 'Large' });
    const many = Array.from({ length: 2_300 }, (_, index) => `${id}-${String(index).padStart(4, '0')}`);
    await service.application.database.transaction(async (tx) => {
      tx.groupMembers.insertMany(
        many.map((userId, index) => ({
          id: `${id}:${userId}`,
          tenant,
          connectionId: client.connection.id,
          groupId: id,
          userId,
          ...(index % 3 === 0 && { display: 'third' }),
          addedAt: service.application.clock.now(),
        })),
      );
    });
    expect((await patch(id, { op: 'remove', path: 'members[display eq "THIRD" or value ew "2299"]' })).status).toBe(
      204,
    );
    const left = await membersOf(id);
    expect(left).toEqual(many.filter((_, index) => index % 3 !== 0 && index !== 2_299).sort());
  });
});
