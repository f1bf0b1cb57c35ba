import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeConnection } from '../../src/application/connections/change-connection.ts';
import { absent, eq } from '../../src/application/ports/query.ts';
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

const RUNS = Number(process.env.CONVERGENCE_RUNS ?? 40);
const TIMEOUT_MS = 60_000 + RUNS * 5_000;
const PEOPLE = 4;
const GROUPS = 6;

const person = fc.nat(PEOPLE - 1);
const group = fc.nat(GROUPS - 1);
const always = fc.constant;

/** What can happen over a handful of people and groups within each other, cycles and links to themselves included. */
const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: always('link' as const), outer: group, inner: group, on: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: always('replace' as const),
      group,
      groups: fc.uniqueArray(group, { maxLength: 4 }),
      people: fc.uniqueArray(person, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: always('member' as const), group, person, on: fc.boolean() }) },
  fc.record({ do: always('activate' as const), person, active: fc.boolean() }),
  fc.record({ do: always('delete user' as const), person }),
  fc.record({ do: always('delete group' as const), group }),
  fc.record({ do: always('rename' as const), group, name: fc.constantFrom('Auditors', 'Others') }),
  fc.record({ do: always('map' as const), group, role: fc.constantFrom('admin' as const, 'auditor' as const) }),
  fc.record({ do: always('map name' as const) }),
  fc.record({ do: always('unmap' as const), which: fc.nat(2) }),
  fc.record({ do: always('switch' as const), to: fc.constantFrom('ignore' as const, 'expand' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({ do: always('apply' as const), which: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }) }),
  },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

describe('random groups within groups', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  it(
    'end at what following every link says, whatever the order of jobs',
    async () => {
      let inherited = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(event, { minLength: 5, maxLength: 30 }),
          fc.constantFrom(1, 2, 200),
          async (events, chunkSize) => {
            const chunked = { ...app, chunkSize };
            const organization = await createOrganizationFixture(app, { nestedGroups: 'expand' });
            const world = new World(chunked, organization);
            await world.happen({ do: 'map', group: 0, role: 'auditor' });
            await world.happen({ do: 'member', group: 1, person: 0, on: true });
            await world.happen({ do: 'link', outer: 0, inner: 1, on: true });
            for (const one of events) await world.happen(one);
            await applyDueJobs(chunked, organization.tenant, (ids) => [...ids].reverse());
            await sweepHolds(app);
            await applyDueJobs(chunked, organization.tenant);
            expect(app.errors).toEqual([]);
            await expectConverged(app, organization.tenant);
            inherited += await expectModel(app, organization.tenant);
          },
        ),
        { numRuns: RUNS, endOnFailure: true },
      );
      // The stories are worth something only if roles come by way of other groups.
      expect(inherited).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});

/** Compares the mapped grants with those of a naive reading of the tables; how many of them come by way of other groups. */
async function expectModel(app: TestApplication, tenant: string): Promise<number> {
  const { database } = app;
  const [[connection], users, groups, members, memberships, grants, holds, mappings] = await Promise.all([
    database.connections.find(tenant),
    database.directoryUsers.find(tenant, { where: absent('deletedAt') }),
    database.directoryGroups.find(tenant, { where: absent('deletedAt') }),
    database.groupMembers.find(tenant, { where: absent('removedAt') }),
    database.memberships.find(tenant),
    database.roleGrants.find(tenant),
    database.holds.find(tenant, { where: eq('state', 'open') }),
    liveMappings(app, tenant),
  ]);
  const held = new Set(holds.map((hold) => hold.accountId));
  const belongs = new Set(memberships.filter(({ state }) => state !== 'ended').map(({ accountId }) => accountId));
  const expected: string[] = [];
  let inherited = 0;
  for (const user of users) {
    const { accountId = '' } = user;
    if (!belongs.has(accountId) || held.has(accountId)) continue;
    const direct = members.filter((row) => row.userId === user.id).map((row) => row.groupId);
    const all = new Set(direct);
    for (let grows = connection?.nestedGroups === 'expand'; grows; ) {
      const more = members.filter((row) => all.has(row.userId) && !all.has(row.groupId));
      for (const row of more) all.add(row.groupId);
      grows = more.length > 0;
    }
    for (const { id, displayName } of groups.filter((one) => all.has(one.id))) {
      for (const { id: mappingId, match, role } of mappings) {
        const applies = match.by === 'group' ? match.groupId === id : match.by === 'name' && match.name === displayName;
        if (!applies) continue;
        expected.push(`${accountId} ${role} by ${mappingId} and ${id}`);
        if (!direct.includes(id)) inherited += 1;
      }
    }
  }
  const found = grants
    .filter((grant) => grant.source.kind === 'mapping' && !held.has(grant.accountId))
    .map((grant) => `${grant.accountId} ${grant.role} by ${grant.mappingId} and ${grant.groupId}`);
  expect(found.sort()).toEqual(expected.sort());
  return inherited;
}

/** Plays events against one organization. What an event names is made when it is not there. */
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
    const { request, person, tenant, connection } = this.#organization;
    switch (event.do) {
      case 'link':
        return this.#edit(await this.#group(event.outer), await this.#group(event.inner), event.on);
      case 'member':
        return this.#edit(await this.#group(event.group), (await this.#user(event.person)).id, event.on);
      case 'replace': {
        const groups = [];
        for (const index of event.groups) groups.push(await this.#group(index));
        const people = [];
        for (const index of event.people) people.push(await this.#user(index));
        return this.#organization.nest(await this.#group(event.group), groups, people);
      }
      case 'activate':
        return this.#organization.setActive(await this.#user(event.person), event.active);
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
      case 'rename':
        await changeDirectoryGroup(this.#app, request, await this.#group(event.group), {
          modify: (current) => ({ ...current, displayName: event.name }),
          members: [],
        }).catch(ignoreTaken);
        return;
      case 'map': {
        const match = { by: 'group' as const, groupId: await this.#group(event.group) };
        await this.#organization.map(match, event.role).catch(ignoreTaken);
        return;
      }
      case 'map name':
        await this.#organization.map({ by: 'name', name: 'Auditors' }, 'auditor').catch(ignoreTaken);
        return;
      case 'unmap': {
        const mapping = (await liveMappings(this.#app, tenant))[event.which];
        if (mapping) await deleteRoleMapping(this.#app, person, tenant, mapping.id);
        return;
      }
      case 'switch':
        await changeConnection(this.#app, person, tenant, connection.id, { nestedGroups: event.to });
        return;
      case 'apply':
        return this.#applySome(event.which);
    }
  }

  async #edit(groupId: string, memberId: string, on: boolean): Promise<void> {
    await changeDirectoryGroup(this.#app, this.#organization.request, groupId, {
      members: [on ? { op: 'add', members: [{ userId: memberId }] } : { op: 'remove', userIds: [memberId] }],
    });
  }

  async #applySome(which: readonly number[]): Promise<void> {
    const { tenant } = this.#organization;
    for (const index of which) {
      const jobs = (await this.#app.database.syncJobs.find(tenant)).filter((job) => !isResting(job.state));
      const job = jobs[index % Math.max(1, jobs.length)];
      if (job) await applySyncJobs(this.#app, tenant, [job.id], new AbortController().signal);
    }
  }

  async #user(index: number): Promise<DirectoryUser> {
    const known = this.#users[index] ?? (await this.#organization.addUser(`p${index}`));
    this.#users[index] = known;
    return known;
  }

  async #group(index: number): Promise<string> {
    const known = this.#groups[index] ?? (await this.#organization.addGroup(`group ${index} ${this.#app.newId()}`));
    this.#groups[index] = known;
    return known;
  }
}

const ignoreTaken = (error: Error): void => {
  if (!['DirectoryUniqueness', 'AlreadyExists'].includes(error.name)) throw error;
};
