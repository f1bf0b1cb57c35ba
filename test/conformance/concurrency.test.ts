import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { type Answer, type ScimClient, type ScimService, startScimService } from './scim-service.ts';

const CLIENTS = 50;
const ROUNDS = Number(process.env.CONCURRENCY_ROUNDS ?? 6);
const OWN_MEMBERS = 4;

jest.setTimeout(60_000 + ROUNDS * 20_000);

const seed = seedFrom('CONCURRENCY_SEED');

describe(`${CLIENTS} clients that change one record at once (CONCURRENCY_SEED=${seed})`, () => {
  let service: ScimService;
  let client: ScimClient;
  const statuses = new Map<number, number>();

  /** Asks again after a 503, as it tells. Contention is no fault, but nothing else may be answered. */
  const patch = async (path: string, operation: object, headers?: Record<string, string>): Promise<Answer> => {
    for (;;) {
      const answer = await client.send('PATCH', path, { Operations: [operation] }, headers);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status !== 503) return answer;
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
  };
  const lanes = (work: (lane: number, random: SeededRandom) => Promise<void>): Promise<unknown> =>
    Promise.all(Array.from({ length: CLIENTS }, (_, lane) => work(lane, new SeededRandom(seed + lane))));

  beforeAll(async () => {
    service = await startScimService();
    client = await service.connect({ type: 'generic' });
  });
  afterAll(() => service.close());

  it('leave the members of a group as one after the other would have', async () => {
    const people: string[] = [];
    for (let index = 0; index < CLIENTS * OWN_MEMBERS; index++) {
      people.push((await client.create('/Users', { userName: `member-${index}` })).id);
    }
    const group = await client.create('/Groups', { displayName: 'Everybody changes it' });
    const expected = new Set<string>();
    await lanes(async (lane, random) => {
      const own = people.slice(lane * OWN_MEMBERS, (lane + 1) * OWN_MEMBERS);
      for (let round = 0; round < ROUNDS; round++) {
        const chosen = own.filter(() => random.below(2) === 0);
        const adds = random.below(2) === 0;
        const value = chosen.map((id) => ({ value: id }));
        const answer = await patch(`/Groups/${group.id}`, { op: adds ? 'add' : 'remove', path: 'members', value });
        expect([200, 204]).toContain(answer.status);
        for (const id of chosen) {
          if (adds) expected.add(id);
          else expected.delete(id);
        }
      }
    });
    const { body } = await client.send('GET', `/Groups/${group.id}`);
    const members = (body.members ?? []).map(({ value }: { value: string }) => value).sort();
    expect(members).toEqual([...expected].sort());
  });

  it('leave the values of a user as one after the other would have', async () => {
    const user = await client.create('/Users', { userName: 'everybody-changes-it' });
    const expected = new Map<number, string>();
    await lanes(async (lane, random) => {
      for (let round = 0; round < ROUNDS; round++) {
        const path = `entitlements[type eq "lane-${lane}"]`;
        if (expected.has(lane) && random.below(2) === 0) {
          expect((await patch(`/Users/${user.id}`, { op: 'remove', path })).status).toBe(200);
          expected.delete(lane);
        } else if (!expected.has(lane)) {
          const value = `value-${lane}-${round}`;
          const add = { op: 'add', path: 'entitlements', value: [{ type: `lane-${lane}`, value }] };
          expect((await patch(`/Users/${user.id}`, add)).status).toBe(200);
          expected.set(lane, value);
        }
      }
    });
    const { body } = await client.send('GET', `/Users/${user.id}`);
    const values = (body.entitlements ?? []).map(({ value }: { value: string }) => value).sort();
    expect(values).toEqual([...expected.values()].sort());
  });

  it('are answered 412 with If-Match unless they saw the last version, and then lose nothing', async () => {
    const { id } = await client.create('/Users', { userName: 'counted', title: '0' });
    let done = 0;
    let refused = 0;
    await lanes(async () => {
      const { body } = await client.send('GET', `/Users/${id}`);
      const add = { op: 'replace', path: 'title', value: String(Number(body.title) + 1) };
      const { status } = await patch(`/Users/${id}`, add, { 'if-match': body.meta.version });
      expect([200, 412]).toContain(status);
      if (status === 200) done++;
      else refused++;
    });
    expect(done).toBeGreaterThan(0);
    expect(done + refused).toBe(CLIENTS);
    expect((await client.send('GET', `/Users/${id}`)).body.title).toBe(String(done));
  });

  it('met no server error, and 412 only with If-Match', () => {
    console.info(`answers: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`);
    expect([...statuses.keys()].filter((status) => ![200, 204, 412, 503].includes(status))).toEqual([]);
    expect(service.logged).toEqual([]);
  });
});
