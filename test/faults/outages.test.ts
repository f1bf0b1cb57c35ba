import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { until } from '../support/until.ts';
import { type OwnDatabase, startOwnDatabase } from './own-database.ts';
import { pushDisturbed } from './push-disturbed.ts';
import { createPushTarget } from './push-target.ts';
import { type ScimAnswer, ScimSession } from './scim-session.ts';
import { type SeparateProcesses, startSeparateProcesses } from './separate-processes.ts';

const PEOPLE = 60;
const SEED = seedFrom('OUTAGE_SEED');

jest.setTimeout(240_000);

describe(`the database goes away and comes back, seed ${SEED}`, () => {
  let database: OwnDatabase;
  let processes: SeparateProcesses;
  let known: ScimSession;
  let userId: string;

  beforeAll(async () => {
    database = await startOwnDatabase();
    processes = await startSeparateProcesses({ databaseUrl: database.url });
    const target = await createPushTarget(processes.app);
    known = new ScimSession(processes.scimBaseUrl, target.token);
    const user = { userName: 'ana@acme.example', emails: [{ value: 'ana@acme.example' }] };
    userId = (await known.write({ target: 'ana', method: 'POST', path: '/Users', body: user })).body.id ?? '';
  });
  afterAll(async () => {
    await processes?.close();
    await database?.close();
  });

  /** One of each kind of request, as they are answered now. */
  const everyKind = (): Promise<(ScimAnswer | undefined)[]> =>
    Promise.all([
      known.attempt('GET', `/Users/${userId}`),
      known.attempt('GET', '/Users?filter=userName%20eq%20%22ana@acme.example%22'),
      known.attempt('GET', '/Groups'),
      known.attempt('POST', '/Users', { userName: 'late@acme.example' }),
      known.attempt('PATCH', `/Users/${userId}`, { Operations: [{ op: 'replace', path: 'active', value: false }] }),
      known.attempt('DELETE', `/Users/${userId}`),
    ]);

  const expectUnavailable = async (): Promise<void> => {
    for (const answer of await everyKind()) {
      expect(answer?.status).toBe(503);
      expect(answer?.retryAfter).toMatch(/^[1-9]\d*$/);
      expect(answer?.body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '503',
        detail: expect.not.stringMatching(/ECONN|5432|postgres|pg_|\d+\.\d+\.\d+/i),
      });
    }
    const health = await Promise.all(
      ['/healthz', '/readyz'].map((path) => fetch(new URL(path, processes.scimBaseUrl))),
    );
    expect(health.map((answer) => answer.status)).toEqual([200, 503]);
  };

  const isBack = async (): Promise<boolean> => (await known.attempt('GET', `/Users/${userId}`))?.status === 200;

  it.each([
    ['stopped', () => database.stop(), () => database.start()],
    ['frozen', () => database.freeze(), async () => database.thaw()],
  ])('%s: SCIM answers 503 with Retry-After, and recovers without a restart', async (_how, take, giveBack) => {
    const pids = processes.pids();
    await take();
    await expectUnavailable();
    await giveBack();
    await until('SCIM to serve again', isBack);
    const unchanged = await known.read(`/Users/${userId}`);
    expect(unchanged.body.active).toBe(true);
    expect(processes.pids()).toEqual(pids);
  });

  it('in the middle of a sync: nothing that was answered is lost, and the worker goes on by itself', async () => {
    const random = new SeededRandom(SEED);
    const outages = [
      async () => {
        await database.stop();
        await expectUnavailable();
        await database.start();
      },
      async () => {
        await database.freeze();
        await expectUnavailable();
        database.thaw();
      },
    ];
    const pushed = await pushDisturbed(processes, { people: PEOPLE, times: outages.length, random }, async (index) =>
      outages[index]?.(),
    );
    console.info(`Database away twice: ${JSON.stringify(pushed)}`);
  });
});
