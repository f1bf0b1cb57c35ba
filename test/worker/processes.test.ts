import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deleteAccount } from '../../src/application/access/delete-account.ts';
import { grantRole } from '../../src/application/access/grant-role.ts';
import { revokeRole } from '../../src/application/access/revoke-role.ts';
import { and, eq } from '../../src/application/ports/query.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteRoleMapping } from '../../src/application/provisioning/delete-role-mapping.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { expectConverged } from '../support/expect-converged.ts';
import { accountOf, createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { SeededRandom, seedFrom } from '../support/seeded-random.ts';
import { errorsOf } from '../support/shipped-process.ts';
import { until } from '../support/until.ts';
import { type AdministratorWatch, watchAdministrators } from '../support/watch-administrators.ts';
import { type Accepting, startWorkerProcesses, type WorkerProcesses } from '../support/worker-processes.ts';

const ROUNDS = Number(process.env.RACE_ROUNDS ?? 20);
const SEED = seedFrom('RACE_SEED');
/** Rounds that run beside each other, each in an organization of its own: the processes are to be busy. */
const LANES = 3;
/** What happens by hand starts up to this much later than the jobs, so that the rounds differ in who comes first. */
const JITTER_MS = 25;
/** Small enough that a push about `CREW` people takes several transactions. */
const CHUNK_SIZE = 25;
const CREW = 60;

jest.setTimeout(60_000 + ROUNDS * 4_000);

/** One round of a race. */
interface Round {
  readonly number: number;
  readonly organization: OrganizationFixture;
  readonly accepting: Accepting;
  /** Sends off the jobs that were kept back, and meanwhile does `byHand`; then waits until all jobs rest. */
  collide(byHand?: () => Promise<unknown>): Promise<PromiseSettledResult<unknown>>;
}

describe(`two worker processes, ${ROUNDS} rounds of each race, seed ${SEED}`, () => {
  let processes: WorkerProcesses;
  let watch: AdministratorWatch;
  /** Queue entries that collided in one round, as lists of job ids. */
  let collisions: (readonly string[])[] = [];

  beforeAll(async () => {
    processes = await startWorkerProcesses(2, { CHUNK_SIZE: String(CHUNK_SIZE) });
    watch = watchAdministrators(processes.app);
  });
  afterAll(async () => {
    await watch?.close();
    await processes?.close();
  });
  afterEach(() => {
    expect(processes.app.errors).toEqual([]);
    expect(processes.workers.flatMap(errorsOf)).toEqual([]);
  });

  const inLanes = async (work: (lane: number, numbers: readonly number[]) => Promise<void>): Promise<void> => {
    const numbers = Array.from({ length: ROUNDS }, (_, index) => index);
    await Promise.all(
      Array.from({ length: LANES }, (_, lane) =>
        work(
          lane,
          numbers.filter((number) => number % LANES === lane),
        ),
      ),
    );
  };

  const open = async (lane: number, number: number) => {
    const accepting = processes.accepting();
    const organization = await createOrganizationFixture(accepting.app);
    return roundOf(organization, accepting, new SeededRandom(SEED + number * LANES + lane), number);
  };

  const roundOf = (
    organization: OrganizationFixture,
    accepting: Accepting,
    random: SeededRandom,
    number: number,
  ): Round => ({
    number,
    organization,
    accepting,
    async collide(byHand = async () => {}) {
      const [jobs, done] = await Promise.all([
        accepting.release(),
        Promise.allSettled([delay(random.below(JITTER_MS)).then(byHand)]),
      ]);
      collisions.push(jobs);
      await processes.settled(organization.tenant);
      return done[0];
    },
  });

  /** Plays the rounds of a race in organizations of their own; `prepare` makes its administrators. */
  const play = async <T>(
    prepare: (organization: OrganizationFixture) => Promise<T>,
    race: (round: Round, prepared: T) => Promise<void>,
  ): Promise<void> => {
    collisions = [];
    await inLanes(async (lane, numbers) => {
      for (const number of numbers) {
        const round = await open(lane, number);
        const { tenant } = round.organization;
        const prepared = await prepare(round.organization);
        await processes.settled(tenant);
        round.accepting.keepBack();
        await watch.during(tenant, () => race(round, prepared));
        await expectConverged(processes.app, tenant);
      }
    });
  };

  /** In how many rounds both jobs were decided, and in how many of those by different processes. */
  const howTheyCollided = async () => {
    const decided = await processes.record.of(collisions.flat());
    const processOf = new Map(decided.map((one) => [one.jobId, one.process]));
    const pairs = collisions.map((jobs) => jobs.flatMap((id) => processOf.get(id) ?? []));
    return {
      rounds: pairs.filter((pair) => pair.length === 2).length,
      apart: pairs.filter(([one, other]) => one !== other).length,
      rolledBack: await processes.record.rolledBack(),
    };
  };

  const twoAdministrators = async (organization: OrganizationFixture) => {
    const [a, b] = [await organization.addUser('a'), await organization.addUser('b')];
    const [first, second] = [await organization.addGroup('Admins', [a]), await organization.addGroup('Owners', [b])];
    await organization.map({ by: 'group', groupId: first }, 'admin');
    const mapping = await organization.map({ by: 'group', groupId: second }, 'admin');
    return { a, b, first, mapping };
  };

  const expectOneHeld = async (organization: OrganizationFixture, people: readonly DirectoryUser[]) => {
    const administrators = await organization.administrators();
    expect(administrators).toHaveLength(1);
    expect(people.map(accountOf)).toContain(administrators[0]);
    expect(await organization.openHolds()).toEqual(administrators);
  };

  it('remove different ones of the last two administrators: exactly one removal is held', async () => {
    await play(twoAdministrators, async ({ organization, collide }, { a, b }) => {
      await organization.setActive(a, false);
      await organization.setActive(b, false);
      await collide();
      await expectOneHeld(organization, [a, b]);
    });
    const collided = await howTheyCollided();
    console.info(`Two removals: ${JSON.stringify(collided)}, ${watch.samples} looks at the administrators`);
    expect(collided.rounds).toBe(ROUNDS);
    expect(collided.apart).toBeGreaterThan(0);
  });

  it('a deactivation × the deletion of the mapping that makes the other one administrator', async () => {
    await play(twoAdministrators, async ({ organization, collide, accepting }, { a, b, mapping }) => {
      await organization.setActive(a, false);
      await deleteRoleMapping(accepting.app, organization.person, organization.tenant, mapping);
      await collide();
      await expectOneHeld(organization, [a, b]);
    });
    console.info(`Deactivation × mapping: ${JSON.stringify(await howTheyCollided())}`);
  });

  it('a removal from the group × a demotion by hand', async () => {
    let refused = 0;
    await play(
      async (organization) => {
        const [a, b] = [await organization.addUser('a'), await organization.addUser('b')];
        const group = await organization.addGroup('Admins', [a]);
        await organization.map({ by: 'group', groupId: group }, 'admin');
        await processes.settled(organization.tenant);
        await organization.makeAdministrator(accountOf(b));
        return { a, b, group };
      },
      async ({ organization, collide, accepting }, { a, b, group }) => {
        await organization.setMembers(group, []);
        const [grant] = await accepting.app.database.roleGrants.find(organization.tenant, {
          where: and(eq('accountId', accountOf(b)), eq('role', 'admin')),
        });
        const demotion = await collide(() =>
          revokeRole(accepting.app, organization.person, organization.tenant, { grantId: grant?.id ?? '' }),
        );
        if (isRefusal(demotion)) {
          refused++;
          expect(await organization.administrators()).toEqual([accountOf(b)]);
          expect(await organization.openHolds()).toEqual([]);
        } else await expectOneHeld(organization, [a]);
      },
    );
    console.info(`Group × demotion: the demotion was refused in ${refused} of ${ROUNDS} rounds`);
  });

  it('a hold that opens × an administrator who arrives, by hand or from the directory', async () => {
    await play(
      async (organization) => {
        const [x, y] = [await organization.addUser('x'), await organization.addUser('y')];
        const group = await organization.addGroup('Admins', [x]);
        await organization.map({ by: 'group', groupId: group }, 'admin');
        return { x, y, group };
      },
      async ({ number, organization, collide, accepting }, { x, y, group }) => {
        const { tenant, person } = organization;
        await organization.setActive(x, false);
        if (number % 2 === 0) {
          const arrival = await collide(() =>
            grantRole(accepting.app, person, tenant, {
              accountId: accountOf(y),
              scopeKind: 'organization',
              scopeId: tenant,
              role: 'admin',
            }),
          );
          expect(arrival.status).toBe('fulfilled');
        } else {
          await organization.setMembers(group, [x, y]);
          await collide();
        }
        expect(await organization.administrators()).toEqual([accountOf(y)]);
        expect(await organization.openHolds()).toEqual([]);
      },
    );
  });

  it('the deletion of an account × a job that swaps or takes the other administrator', async () => {
    let refused = 0;
    await play(
      async (organization) => {
        const people = [
          await organization.addUser('x'),
          await organization.addUser('y'),
          await organization.addUser('z'),
        ];
        const [x, y, z] = people as [DirectoryUser, DirectoryUser, DirectoryUser];
        const group = await organization.addGroup('Admins', [y]);
        await organization.map({ by: 'group', groupId: group }, 'admin');
        await processes.settled(organization.tenant);
        await organization.makeAdministrator(accountOf(x));
        return { x, y, z, group };
      },
      async ({ number, organization, collide, accepting }, { x, y, z, group }) => {
        const swaps = number % 2 === 0;
        await organization.setMembers(group, swaps ? [z] : []);
        const deletion = await collide(() => deleteAccount(accepting.app, organization.person, accountOf(x)));
        const administrators = await organization.administrators();
        if (swaps) {
          expect(deletion.status).toBe('fulfilled');
          expect(administrators).toEqual([accountOf(z)]);
          expect(await organization.openHolds()).toEqual([]);
        } else if (isRefusal(deletion)) {
          refused++;
          expect(administrators).toEqual([accountOf(x)]);
        } else await expectOneHeld(organization, [y]);
      },
    );
    console.info(`Deletion × swap: the deletion was refused in ${refused} of ${Math.floor(ROUNDS / 2)} rounds`);
  });

  it('the deletion of a group × the reconcile that is giving its members their role', async () => {
    await inLanes(async (lane, numbers) => {
      const accepting = processes.accepting();
      const organization = await createOrganizationFixture(accepting.app);
      const { tenant, request } = organization;
      const random = new SeededRandom(SEED + lane);
      const owner = await organization.addUser('owner');
      const crew: DirectoryUser[] = [];
      for (let index = 0; index < CREW; index++) crew.push(await organization.addUser(`crew${index}`));
      const team = await organization.addTeam('Platform');
      await organization.map({ by: 'name', name: 'Crew' }, 'member', { kind: 'team', id: team });
      await organization.map({ by: 'name', name: 'Chiefs' }, 'admin');
      await processes.settled(tenant);
      await organization.makeAdministrator(accountOf(owner));

      for (const number of numbers) {
        await watch.during(tenant, async () => {
          const group = await organization.addGroup(number % 2 === 0 ? 'Crew' : 'Chiefs', crew);
          if (number % 3 === 0) {
            await until('the first of them to have the role', async () => {
              return (await accepting.app.database.roleGrants.count(tenant, eq('groupId', group))) > 0;
            });
          } else await delay(random.below(4 * JITTER_MS));
          await deleteDirectoryGroup(accepting.app, request, group);
          await processes.settled(tenant);
          expect(await organization.administrators()).toEqual([accountOf(owner)]);
          expect(await accepting.app.database.roleGrants.count(tenant)).toBe(1);
          expect(await accepting.app.database.groupMembers.count(tenant)).toBe(0);
          expect(await accepting.app.database.directoryGroups.count(tenant)).toBe(0);
        });
        await expectConverged(processes.app, tenant);
      }
    });
  });
});

/** Refused by the guard; any other failure fails the test. */
function isRefusal(outcome: PromiseSettledResult<unknown>): boolean {
  if (outcome.status === 'fulfilled') return false;
  if (!(outcome.reason instanceof Error) || outcome.reason.name !== 'LastAdministrator') throw outcome.reason;
  return true;
}
