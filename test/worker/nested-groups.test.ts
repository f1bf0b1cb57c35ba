import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { explainRoles } from '../../src/application/access/explain-roles.ts';
import { changeConnection } from '../../src/application/connections/change-connection.ts';
import { eq } from '../../src/application/ports/query.ts';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';
import { changeDirectoryGroup } from '../../src/application/provisioning/change-directory-group.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteDirectoryUser } from '../../src/application/provisioning/delete-directory-user.ts';
import { previewMappingEdit } from '../../src/application/provisioning/preview-mapping-edit.ts';
import type { Connection } from '../../src/domain/provisioning/connection.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { MOST_NESTING } from '../../src/domain/provisioning/nested-groups.ts';
import { applyDueJobs } from '../support/apply-due-jobs.ts';
import { interleave } from '../support/interleave.ts';
import { accountOf, createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { watchLocks } from '../support/watch-locks.ts';

describe('groups within groups', () => {
  let opened: TestDatabase;
  let locks: Awaited<ReturnType<typeof watchLocks>>;
  let app: TestApplication;
  const signal = new AbortController().signal;

  beforeAll(async () => {
    opened = await openTestDatabase();
    locks = await watchLocks(opened.url);
    app = createTestApplication(opened.database);
  });
  afterEach(() => expect(app.errors).toEqual([]));
  afterAll(async () => {
    await locks.close();
    await opened.close();
  });

  const expanding = () => createOrganizationFixture(app, { nestedGroups: 'expand' });
  const jobsOf = (organization: OrganizationFixture) => app.database.syncJobs.count(organization.tenant);

  /** `outer` is mapped to a role and holds `middle`, which holds `inner`, which holds `x`. */
  const chain = async (role: 'admin' | 'auditor' = 'auditor') => {
    const organization = await expanding();
    const x = await organization.addUser('x');
    const inner = await organization.addGroup('Inner', [x]);
    const middle = await organization.addGroup('Middle');
    const outer = await organization.addGroup('Outer');
    await organization.nest(outer, [middle]);
    await organization.nest(middle, [inner]);
    await organization.map({ by: 'group', groupId: outer }, role);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual([`organization:${role}`]);
    return { organization, x, inner, middle, outer };
  };
  const expectNoRole = async (organization: OrganizationFixture, user: DirectoryUser) =>
    expect(await organization.rolesOf(accountOf(user))).toEqual([]);

  it('give whoever is in the inner group what the outer one is mapped to, also when the link comes last', async () => {
    const { organization, inner, x } = await chain();
    const y = await organization.addUser('y');
    await organization.setMembers(inner, [x, y]);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(y))).toEqual(['organization:auditor']);

    const [z, far] = [await organization.addUser('z'), await organization.addGroup('Far')];
    await organization.setMembers(far, [z]);
    await organization.settle();
    await organization.nest(inner, [far], [x, y]);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(z))).toEqual(['organization:auditor']);
  });

  it('make exactly one job per request, with an outcome for everybody below', async () => {
    const { organization, inner, middle, x } = await chain();
    const people = [];
    for (let index = 0; index < 12; index += 1) people.push(await organization.addUser(`p${index}`));
    await organization.setMembers(inner, [x, ...people]);
    await organization.settle();
    const before = await jobsOf(organization);
    await organization.nest(middle, []);
    expect(await jobsOf(organization)).toBe(before + 1);
    const jobId = await organization.latestJob();
    await applyDueJobs({ ...app, chunkSize: 5 }, organization.tenant);
    const outcomes = await app.database.syncJobOutcomes.find(organization.tenant, { where: eq('jobId', jobId) });
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(Array(13).fill('applied'));
    for (const person of [x, ...people]) await expectNoRole(organization, person);
    expect(await app.database.syncJobs.get(organization.tenant, jobId)).toMatchObject({
      kind: 'group_members_changed',
      state: 'applied',
      priority: 'removal',
    });
  });

  it.each<[string, (world: Awaited<ReturnType<typeof chain>>) => Promise<unknown>]>([
    ['the upper link is removed', ({ organization, outer }) => organization.nest(outer, [])],
    ['the lower link is removed', ({ organization, middle }) => organization.nest(middle, [])],
    ['the inner group is deleted', ({ organization, inner }) => deleteDirectoryGroup(app, organization.request, inner)],
    [
      'the middle group is deleted',
      ({ organization, middle }) => deleteDirectoryGroup(app, organization.request, middle),
    ],
    ['the outer group is deleted', ({ organization, outer }) => deleteDirectoryGroup(app, organization.request, outer)],
    ['the person is removed', ({ organization, inner }) => organization.setMembers(inner, [])],
    ['the person is deleted', ({ organization, x }) => deleteDirectoryUser(app, organization.request, x.id)],
    [
      'the lower link is removed, then the upper one, before either is applied',
      async ({ organization, middle, outer }) => {
        await organization.nest(middle, []);
        await organization.nest(outer, []);
      },
    ],
    [
      'the upper link is removed, then the inner group deleted, before either is applied',
      async ({ organization, inner, outer }) => {
        await organization.nest(outer, []);
        await deleteDirectoryGroup(app, organization.request, inner);
      },
    ],
  ])('take it back when %s', async (_how, change) => {
    const world = await chain();
    const before = await jobsOf(world.organization);
    await change(world);
    expect(await jobsOf(world.organization)).toBeGreaterThan(before);
    await applyDueJobs(app, world.organization.tenant, (ids) => [...ids].reverse());
    await expectNoRole(world.organization, world.x);
    const removed = (await app.database.groupMembers.find(world.organization.tenant)).filter((row) => row.removedAt);
    expect(removed).toEqual([]);
  });

  it('follow the name where the mapping does', async () => {
    const { organization, middle, x } = await chain();
    await organization.map({ by: 'name', name: 'Billing' }, 'billing_admin');
    await organization.settle();
    const rename = (displayName: string) =>
      changeDirectoryGroup(app, organization.request, middle, {
        modify: (current) => ({ ...current, displayName }),
        members: [],
      });
    await rename('Billing');
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor', 'organization:billing_admin']);
    await rename('Middle');
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor']);
  });

  it('count once, however many ways lead to the outer group, and until the last of them ends', async () => {
    const { organization, inner, middle, outer, x } = await chain();
    const side = await organization.addGroup('Side');
    await organization.nest(side, [inner]);
    await organization.nest(outer, [middle, side]);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor']);
    await organization.nest(middle, []);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor']);
    await deleteDirectoryGroup(app, organization.request, side);
    await organization.settle();
    await expectNoRole(organization, x);
  });

  it('may form cycles, which give everybody in them the same', async () => {
    const { organization, inner, outer, x } = await chain();
    const y = await organization.addUser('y');
    await organization.nest(inner, [outer, inner], [x, y]);
    await organization.settle();
    expect(await organization.rolesOf(accountOf(y))).toEqual(['organization:auditor']);
    const z = await organization.addUser('z');
    await organization.nest(outer, [], [z]);
    await organization.settle();
    await expectNoRole(organization, x);
    expect(await organization.rolesOf(accountOf(z))).toEqual(['organization:auditor']);
  });

  it(`count ${MOST_NESTING} deep and no deeper`, async () => {
    const organization = await expanding();
    const x = await organization.addUser('x');
    const groups = [await organization.addGroup('g0', [x])];
    for (let level = 1; level <= MOST_NESTING + 1; level += 1) {
      const group = await organization.addGroup(`g${level}`);
      await organization.nest(group, groups.slice(-1));
      groups.push(group);
    }
    await organization.map({ by: 'group', groupId: groups[MOST_NESTING + 1] ?? '' }, 'admin');
    await organization.map({ by: 'group', groupId: groups[MOST_NESTING] ?? '' }, 'auditor');
    await organization.settle();
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor']);
  });

  it('never take the last administrator, whom the hold lets go when another comes by a group within a group', async () => {
    const { organization, inner, middle, outer, x } = await chain('admin');
    await organization.nest(outer, []);
    await organization.settle();
    expect(await organization.administrators()).toEqual([accountOf(x)]);
    expect(await organization.openHolds()).toEqual([accountOf(x)]);
    const y = await organization.addUser('y');
    const other = await organization.addGroup('Other', [y]);
    await organization.nest(outer, [other]);
    await organization.settle();
    expect(await organization.administrators()).toEqual([accountOf(y)]);
    expect(await organization.openHolds()).toEqual([]);
    await organization.nest(outer, [other, middle]);
    await organization.settle();
    await deleteDirectoryGroup(app, organization.request, inner);
    await deleteDirectoryGroup(app, organization.request, other);
    await organization.settle();
    expect(await organization.administrators()).toHaveLength(1);
    expect(await organization.openHolds()).toHaveLength(1);
  });

  it('show in a preview of a mapping, and in the answer to why', async () => {
    const { organization, inner, middle, outer, x } = await chain();
    const linking = await organization.latestJob();
    const preview = await previewMappingEdit(app, organization.tenant, {
      create: {
        match: { by: 'group', groupId: middle },
        scopeKind: 'organization',
        scopeId: organization.tenant,
        role: 'billing_admin',
      },
    });
    expect(preview).toMatchObject({ people: 1, gains: [{ accountId: accountOf(x) }] });
    const { reasons } = await explainRoles(app, organization.tenant, accountOf(x));
    expect(reasons).toMatchObject([
      {
        group: { id: outer },
        groupPath: [
          { id: inner, displayName: 'Inner' },
          { id: middle, displayName: 'Middle' },
          { id: outer, displayName: 'Outer' },
        ],
        syncJob: { id: linking },
        sentence: expect.stringContaining('group “Inner”, which is in “Middle”, which is in “Outer”, which is mapped'),
      },
    ]);
  });

  it('begin and cease to count when the connection is told so, by one job', async () => {
    const { organization, outer, middle, x } = await chain();
    const { tenant, connection, person } = organization;
    const change = async (nestedGroups: 'refuse' | 'ignore' | 'expand') => {
      const before = await jobsOf(organization);
      await changeConnection(app, person, tenant, connection.id, { nestedGroups });
      const made = (await jobsOf(organization)) - before;
      await organization.settle();
      return made;
    };
    expect(await change('ignore')).toBe(1);
    await expectNoRole(organization, x);
    expect(await change('refuse')).toBe(0);
    expect(await change('expand')).toBe(1);
    expect(await organization.rolesOf(accountOf(x))).toEqual(['organization:auditor']);
    expect(await change('expand')).toBe(0);
    const edges = (await app.database.groupMembers.find(tenant)).filter((row) => row.memberKind === 'group');
    expect(edges.map(({ groupId, userId }) => [groupId, userId])).toContainEqual([outer, middle]);
  });

  it.each<[string, Partial<Connection>, boolean, string]>([
    ['refused by default', {}, false, 'NestedGroupsRefused'],
    ['refused when told so', { nestedGroups: 'refuse' }, false, 'NestedGroupsRefused'],
    ['of another connection unknown', { nestedGroups: 'expand' }, true, 'UnknownMembers'],
  ])('are %s, and nothing is written', async (_what, changes, foreign, error) => {
    const organization = await createOrganizationFixture(app, changes);
    const outer = await organization.addGroup('Outer');
    const within = foreign ? await (await expanding()).addGroup('Theirs') : await organization.addGroup('Inner');
    const before = await jobsOf(organization);
    await expect(organization.nest(outer, [within])).rejects.toMatchObject({ name: error });
    expect(await jobsOf(organization)).toBe(before);
    expect(await app.database.groupMembers.count(organization.tenant)).toBe(0);
  });

  it('are stored without effect where they are ignored', async () => {
    const organization = await createOrganizationFixture(app, { nestedGroups: 'ignore' });
    const x = await organization.addUser('x');
    const inner = await organization.addGroup('Inner', [x]);
    const outer = await organization.addGroup('Outer');
    await organization.map({ by: 'group', groupId: outer }, 'admin');
    await organization.nest(outer, [inner]);
    await organization.settle();
    await expectNoRole(organization, x);
    expect(await app.database.groupMembers.count(organization.tenant)).toBe(2);
  });

  describe.each([
    ['the reconcile commits first', false],
    ['the removal commits first', true],
  ] as const)('when a link is removed while a role is given by it: %s', (_order, swapped) => {
    it.each<[string, (organization: OrganizationFixture, outer: string, inner: string) => Promise<unknown>]>([
      ['the link alone', (organization, outer) => organization.nest(outer, [])],
      ['the inner group', (organization, _outer, inner) => deleteDirectoryGroup(app, organization.request, inner)],
      ['the outer group', (organization, outer) => deleteDirectoryGroup(app, organization.request, outer)],
    ])('nobody keeps it: %s', async (_what, remove) => {
      const organization = await expanding();
      const x = await organization.addUser('x');
      const inner = await organization.addGroup('Inner', [x]);
      const outer = await organization.addGroup('Outer');
      await organization.map({ by: 'group', groupId: outer }, 'auditor');
      await organization.settle();
      await organization.nest(outer, [inner]);
      const adding = await organization.latestJob();
      const reconcile = {
        heldAt: 'reconcile:before-commit' as const,
        run: (held: TestApplication) => applySyncJobs(held, organization.tenant, [adding], signal),
      };
      const removal = {
        heldAt: 'reconcile:before-commit' as const,
        run: async (held: TestApplication) => {
          await remove(organization, outer, inner);
          await applySyncJobs(held, organization.tenant, [await organization.latestJob()], signal);
        },
      };
      const [one, two] = swapped ? [removal, reconcile] : [reconcile, removal];
      await interleave(app, one, two, locks.isAnybodyWaiting);
      await organization.settle();
      await expectNoRole(organization, x);
    });
  });
});
