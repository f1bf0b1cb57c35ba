import { describe, expect, it, jest } from '@jest/globals';
import { isIn } from '../../src/application/ports/query.ts';
import type { SyncJob } from '../../src/domain/provisioning/sync-job.ts';
import { hasMongod } from '../support/mongo-server.ts';
import { hasRedisServer } from '../support/redis-server.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { withoutUnavailable } from '../support/shipped-process.ts';
import { until } from '../support/until.ts';
import { watchAdministrators } from '../support/watch-administrators.ts';
import { churnAdministrators, pushAdministrators } from './administrator-churn.ts';
import { DirectoryPush } from './directory-push.ts';
import { Disturbances } from './disturbances.ts';
import { expectNothingLost } from './expect-nothing-lost.ts';
import { pushEverything } from './push-script.ts';
import { createPushTarget } from './push-target.ts';
import { type ScimAnswer, ScimSession } from './scim-session.ts';
import { startTopology } from './topology.ts';

const PEOPLE = Number(process.env.TOPOLOGY_USERS ?? 300);
const SEED = seedFrom('TOPOLOGY_SEED');
const REQUESTS_PER_PERSON = 2.3;
const PROCESSES = ['api-1', 'api-2', 'worker-1', 'worker-2'];
const MEMBERS = ['mongo-1', 'mongo-2', 'mongo-3'] as const;

jest.setTimeout(300_000 + PEOPLE * 300);

const hasServers = hasMongod() && hasRedisServer();
if (!hasRedisServer()) console.error('SKIPPED: redis-server is not installed (Debian: apt-get install redis-server)');
const describeWithServers = hasServers ? describe : describe.skip;

/** Notes what no client may be told: a 503 that does not say when to come back. Other refusals fail the push itself. */
class PatientSession extends ScimSession {
  unavailable = 0;
  withoutRetryAfter = 0;

  override async attempt(method: string, path: string, body?: object): Promise<ScimAnswer | undefined> {
    const answer = await super.attempt(method, path, body);
    if (answer?.status === 503) {
      this.unavailable++;
      if (answer.retryAfter === null) this.withoutRetryAfter++;
    }
    return answer;
  }
}

/** Five elections, one member killed and brought back later, Redis emptied twice, every process killed once. */
function faultsOf(random: SeededRandom): readonly string[] {
  const shuffled = (faults: string[]): string[] => {
    const left = [...faults];
    return faults.map(() => left.splice(random.below(left.length), 1)[0] ?? '');
  };
  const member = random.pick(MEMBERS);
  const faults = shuffled([
    ...Array<string>(5).fill('step-down'),
    ...PROCESSES.map((name) => `kill ${name}`),
    ...Array<string>(2).fill('empty-queue'),
    `down ${member}`,
  ]);
  const down = faults.indexOf(`down ${member}`);
  const up = down + 1 + random.below(faults.length - down);
  return [...faults.slice(0, up), `up ${member}`, ...faults.slice(up)];
}

describeWithServers(`a sync of ${PEOPLE} people to two API processes and two workers, seed ${SEED}`, () => {
  it('elections, a lost member, an emptied Redis and killed processes: nothing is lost, nothing happens twice', async () => {
    const random = new SeededRandom(SEED);
    const faults = faultsOf(random);
    const told: string[] = [];
    const topology = await startTopology({ CHUNK_SIZE: '10' });
    const { app } = topology;
    const watch = watchAdministrators(app, { pauseMs: 20 });
    try {
      const scim = `${topology.url}/scim/v2`;
      const guarded = await createPushTarget(app);
      const churning = new PatientSession(scim, guarded.token);
      const administrators = new DirectoryPush(churning);
      await pushAdministrators(app, guarded, administrators);

      const target = await createPushTarget(app);
      const disturb = async (index: number): Promise<void> => {
        const fault = faults[index] ?? '';
        const [at, beganAt] = [session.requests, performance.now()];
        await topology.command(fault);
        told.push(`${fault} at request ${at}, ${Math.round(performance.now() - beganAt)} ms`);
      };
      const disturbances = new Disturbances(random, faults.length, REQUESTS_PER_PERSON * PEOPLE, disturb);
      const session: PatientSession = new PatientSession(scim, target.token, disturbances.onRequest);
      const push = new DirectoryPush(session);
      const startedAt = performance.now();
      const seconds = () => (performance.now() - startedAt) / 1_000;
      let pushed = 0;
      let applied = 0;
      let isOver = false;
      await watch.during(guarded.tenant, async () => {
        const everything = (async () => {
          await pushEverything(push, PEOPLE);
          pushed = seconds();
          await disturbances.finish();
        })().finally(() => {
          isOver = true;
        });
        await Promise.race([
          Promise.all([everything, churnAdministrators(administrators, random, () => isOver)]),
          disturbances.failed,
        ]);
        await topology.command('settled');
        const unfinished = isIn<SyncJob>('state', ['queued', 'running']);
        const withinMs = 120_000 + PEOPLE * 100;
        const isApplied = async () => (await app.database.syncJobs.count(target.tenant, unfinished)) === 0;
        await until('the sync to be applied', isApplied, { withinMs });
        applied = seconds();
        await expectNothingLost(app, target, session, push);
        await expectNothingLost(app, guarded, churning, administrators);
      });
      const rate = (count: number) => `${(count / pushed).toFixed(1)}/s`;
      const sum = (count: (one: PatientSession) => number) => count(session) + count(churning);
      console.info(
        [
          ...told,
          `${PEOPLE} people in ${pushed.toFixed(0)} s (${rate(PEOPLE)}): ${session.changes.length} changes, ${session.requests} requests (${rate(session.requests)}), and ${churning.changes.length} changes of administrators; applied after ${applied.toFixed(0)} s`,
          `${sum((one) => one.unavailable)} told to come back, ${sum((one) => one.cutOff)} cut off; ${watch.samples} looks at the administrators`,
        ].join('\n'),
      );
      expect(sum((one) => one.withoutRetryAfter)).toBe(0);
      expect(withoutUnavailable(topology.errors())).toEqual([]);
      const processes = await topology.processes();
      const startsOf = (name: string) => processes.find((one) => one.name === name)?.starts ?? 0;
      // A process that met an election while it started was started once more.
      for (const name of PROCESSES) expect(startsOf(name)).toBeGreaterThanOrEqual(2);
      expect(startsOf('redis')).toBe(3);
    } catch (error) {
      console.error(told.join('\n'));
      throw error;
    } finally {
      await watch.close();
      await topology.close();
    }
  });
});
