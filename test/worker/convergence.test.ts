import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';
import { changeDirectoryGroup } from '../../src/application/provisioning/change-directory-group.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteDirectoryUser } from '../../src/application/provisioning/delete-directory-user.ts';
import { deleteRoleMapping } from '../../src/application/provisioning/delete-role-mapping.ts';
import { sweepHolds } from '../../src/application/provisioning/sweep-holds.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { isResting } from '../../src/domain/provisioning/sync-job.ts';
import { applyDueJobs } from '../support/apply-due-jobs.ts';
import { expectConverged } from '../support/expect-converged.ts';
import { createOrganizationFixture, liveMappings, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const RUNS = Number(process.env.CONVERGENCE_RUNS ?? 60);
/** Generous: a slow machine is no finding. */
const TIMEOUT_MS = 60_000 + RUNS * 3_000;
const PEOPLE = 5;
const GROUPS = 3;

const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const group = fc.integer({ min: 0, max: GROUPS - 1 });

/** What can happen from outside, over a handful of people, groups and mappings. */
const event = fc.oneof(
  fc.record({ do: fc.constant('activate' as const), person, active: fc.boolean() }),
  fc.record({ do: fc.constant('members' as const), group, people: fc.subarray([...Array(PEOPLE).keys()]) }),
  fc.record({ do: fc.constant('edit' as const), group, person, add: fc.boolean() }),
  fc.record({ do: fc.constant('delete user' as const), person }),
  fc.record({ do: fc.constant('delete group' as const), group }),
  fc.record({ do: fc.constant('rename group' as const), group, name: fc.constantFrom('Admins', 'Others', 'Leads') }),
  fc.record({ do: fc.constant('map' as const), group, role: fc.constantFrom('admin' as const, 'auditor' as const) }),
  fc.record({ do: fc.constant('map name' as const), name: fc.constantFrom('Admins', 'Leads') }),
  fc.record({ do: fc.constant('unmap' as const), which: fc.nat(2) }),
  fc.record({ do: fc.constant('nobody' as const) }),
  fc.record({ do: fc.constant('all leave' as const) }),
  fc.record({ do: fc.constant('apply' as const), seed: fc.nat(1000), twice: fc.boolean() }),
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

describe('convergence', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  it(
    'ends at the plan from scratch, except what open holds list, whatever the order of jobs',
    async () => {
      let opens = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 3, maxLength: 25 }),
          fc.constantFrom(1, 2, 200),
          async (events, chunkSize) => {
            const chunked = { ...app, chunkSize };
            const organization = await createOrganizationFixture(app);
            const world = new World(chunked, organization);
            await world.happen({ do: 'members', group: 0, people: [0, 1] });
            await world.happen({ do: 'map', group: 0, role: 'admin' });
            await applyDueJobs(chunked, organization.tenant);
            for (const one of events) await world.happen(one);
            await applyDueJobs(chunked, organization.tenant, (ids) => [...ids].reverse());
            await sweepHolds(app);
            await applyDueJobs(chunked, organization.tenant);
            expect(app.errors).toEqual([]);
            await expectConverged(app, organization.tenant);
            opens += await app.database.holds.count(organization.tenant);
          },
        ),
        { numRuns: RUNS, endOnFailure: true },
      );
      // The sequences are worth something only if they get the guard to speak.
      expect(opens).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});

/** Plays events against one organization. What an event names may be gone by then: it then does nothing. */
class World {
  readonly #app: TestApplication;
  readonly #organization: OrganizationFixture;
  readonly #users: (DirectoryUser | undefined)[] = [];
  readonly #groups: (string | undefined)[] = [];

  constructor(app: TestApplication, organization: OrganizationFixture) {
    this.#app = app;
    this.#organization = organization;
  }

  async happen(event: Event): Promise<void> {
    const { request, person, tenant } = this.#organization;
    switch (event.do) {
      case 'activate':
        return this.#organization.setActive(await this.#user(event.person), event.active);
      case 'members': {
        const users = [];
        for (const index of event.people) users.push(await this.#user(index));
        return this.#organization.setMembers(await this.#group(event.group), users);
      }
      case 'edit': {
        const user = await this.#user(event.person);
        await changeDirectoryGroup(this.#app, request, await this.#group(event.group), {
          members: [event.add ? { op: 'add', members: [{ userId: user.id }] } : { op: 'remove', userIds: [user.id] }],
        });
        return;
      }
      case 'delete user': {
        const user = await this.#user(event.person);
        this.#users[event.person] = undefined;
        return deleteDirectoryUser(this.#app, request, user.id);
      }
      case 'delete group': {
        const id = await this.#group(event.group);
        this.#groups[event.group] = undefined;
        return deleteDirectoryGroup(this.#app, request, id);
      }
      case 'rename group':
        await changeDirectoryGroup(this.#app, request, await this.#group(event.group), {
          modify: (current) => ({ ...current, displayName: event.name }),
          members: [],
        }).catch(ignoreTaken);
        return;
      case 'map':
        await this.#organization
          .map({ by: 'group', groupId: await this.#group(event.group) }, event.role)
          .catch(ignoreTaken);
        return;
      case 'map name':
        await this.#organization.map({ by: 'name', name: event.name }, 'admin').catch(ignoreTaken);
        return;
      case 'unmap': {
        const mapping = (await liveMappings(this.#app, tenant))[event.which];
        if (mapping) await deleteRoleMapping(this.#app, person, tenant, mapping.id);
        return;
      }
      case 'nobody':
        for (const id of this.#groups) if (id) await this.#organization.setMembers(id, []);
        return;
      case 'all leave':
        for (const user of this.#users) if (user) await this.#organization.setActive(user, false);
        return;
      case 'apply':
        return this.#applySome(event.seed, event.twice);
    }
  }

  /** Applies some of the queued jobs in an arbitrary order, and perhaps once more. */
  async #applySome(seed: number, twice: boolean): Promise<void> {
    const { tenant } = this.#organization;
    const jobs = (await this.#app.database.syncJobs.find(tenant)).filter((job) => !isResting(job.state));
    const shuffled = jobs.map((job) => job.id).sort((one, other) => hash(one, seed) - hash(other, seed));
    const some = shuffled.slice(0, 1 + (seed % 4));
    for (let times = 0; times < (twice ? 2 : 1); times++) {
      for (const id of some) await applySyncJobs(this.#app, tenant, [id], new AbortController().signal);
    }
  }

  async #user(index: number): Promise<DirectoryUser> {
    const known = this.#users[index];
    if (known) return known;
    const user = await this.#organization.addUser(`p${index}`);
    this.#users[index] = user;
    return user;
  }

  async #group(index: number): Promise<string> {
    const known = this.#groups[index];
    if (known) return known;
    const id = await this.#organization.addGroup(`group ${index} ${this.#app.newId()}`);
    this.#groups[index] = id;
    return id;
  }
}

const ignoreTaken = (error: Error): void => {
  if (!['DirectoryUniqueness', 'AlreadyExists'].includes(error.name)) throw error;
};

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) | 0, seed);
