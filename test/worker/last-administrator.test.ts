import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantRole } from '../../src/application/access/grant-role.ts';
import { LastAdministrator } from '../../src/application/access/last-administrator.ts';
import { lockAccount } from '../../src/application/access/lock-account.ts';
import { recoverAdmin } from '../../src/application/access/recover-admin.ts';
import { revokeRole } from '../../src/application/access/revoke-role.ts';
import { suspendMembership } from '../../src/application/access/suspend-membership.ts';
import { unlockAccount } from '../../src/application/access/unlock-account.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { and, eq } from '../../src/application/ports/query.ts';
import { changeDirectoryGroup } from '../../src/application/provisioning/change-directory-group.ts';
import { completeHold } from '../../src/application/provisioning/complete-hold.ts';
import { deleteConnection } from '../../src/application/provisioning/delete-connection.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteDirectoryUser } from '../../src/application/provisioning/delete-directory-user.ts';
import { deleteRoleMapping } from '../../src/application/provisioning/delete-role-mapping.ts';
import { discardHold } from '../../src/application/provisioning/discard-hold.ts';
import { endExceptions } from '../../src/application/provisioning/end-exceptions.ts';
import { previewMappingEdit } from '../../src/application/provisioning/preview-mapping-edit.ts';
import { sweepHolds } from '../../src/application/provisioning/sweep-holds.ts';
import { applyDueJobs } from '../support/apply-due-jobs.ts';
import { accountOf, createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('the last administrator', () => {
  let opened: TestDatabase;
  let app: TestApplication;
  beforeAll(async () => {
    opened = await openTestDatabase();
    app = createTestApplication(opened.database);
  });
  afterAll(() => opened.close());

  const soleAdministrator = async (changes = {}) => {
    const organization = await createOrganizationFixture(app, changes);
    const [x, y] = [await organization.addUser('x'), await organization.addUser('y')];
    const group = await organization.addGroup('Admins', [x]);
    const mapping = await organization.map({ by: 'group', groupId: group }, 'admin');
    await organization.settle();
    expect(await organization.administrators()).toEqual([accountOf(x)]);
    return { organization, x, y, group, mapping };
  };
  const expectHeld = async (organization: OrganizationFixture, accountId: string) => {
    expect(await organization.administrators()).toEqual([accountId]);
    expect(await organization.openHolds()).toEqual([accountId]);
  };
  const latestJob = async (organization: OrganizationFixture) =>
    app.database.syncJobs.get(organization.tenant, await organization.latestJob());

  const waysOut: [string, (held: Awaited<ReturnType<typeof soleAdministrator>>) => Promise<unknown>][] = [
    ['is deactivated', ({ organization, x }) => organization.setActive(x, false)],
    ['is deleted', ({ organization, x }) => deleteDirectoryUser(app, organization.request, x.id)],
    ['leaves the group', ({ organization, group }) => organization.setMembers(group, [])],
    [
      'is in a group that is deleted',
      ({ organization, group }) => deleteDirectoryGroup(app, organization.request, group),
    ],
    [
      'is mapped by a mapping that is deleted',
      ({ organization, mapping }) => deleteRoleMapping(app, organization.person, organization.tenant, mapping),
    ],
    [
      'came over a connection that is deleted',
      ({ organization }) =>
        deleteConnection(app, organization.person, organization.tenant, organization.connection.id, {
          people: 'suspend',
        }),
    ],
  ];

  it.each(waysOut)(
    'who %s stays, with a hold that completes when another administrator arrives',
    async (_way, leave) => {
      const fixture = await soleAdministrator();
      const { organization, x } = fixture;
      await leave(fixture);
      await organization.settle();
      await expectHeld(organization, accountOf(x));
      const held = await latestJob(organization);
      expect(['held', 'partly_applied']).toContain(held?.state);

      const email = `second.${organization.tenant}@acme.example`;
      const second = await recoverAdmin(app, { organizationId: organization.tenant, email });
      await organization.settle();
      expect(await organization.administrators()).toEqual([second.accountId]);
      expect(await organization.openHolds()).toEqual([]);
      expect((await app.database.syncJobs.get(organization.tenant, held?.id ?? ''))?.state).toBe('applied');
    },
  );

  it('stays when a group mapped by name is renamed', async () => {
    const organization = await createOrganizationFixture(app);
    const x = await organization.addUser('x');
    const group = await organization.addGroup('Acme Admins', [x]);
    await organization.map({ by: 'name', name: 'acme admins' }, 'admin');
    await organization.settle();
    await changeDirectoryGroup(app, organization.request, group, {
      modify: (current) => ({ ...current, displayName: 'Others' }),
      members: [],
    });
    await organization.settle();
    await expectHeld(organization, accountOf(x));
  });

  it('is told apart from who can be removed when all leave in one push, whatever the chunk size', async () => {
    for (const chunkSize of [1, 2, 200]) {
      const chunked = { ...app, chunkSize };
      const organization = await createOrganizationFixture(app);
      const users = [];
      for (const name of ['a', 'b', 'c', 'd', 'e']) users.push(await organization.addUser(name));
      const group = await organization.addGroup('Admins', users);
      await organization.map({ by: 'group', groupId: group }, 'admin');
      await organization.settle();
      const [, second] = users;
      if (!second) throw new Error('There are five');
      await app.database.optimistic(async (tx) =>
        tx.accounts.patch(INSTANCE, accountOf(second), { lastSignInAt: '2026-05-01T00:00:00.000Z' }),
      );
      await organization.setMembers(group, []);
      await applyDueJobs(chunked, organization.tenant);
      expect(await organization.administrators()).toEqual([accountOf(second)]);
      expect(await organization.openHolds()).toEqual([accountOf(second)]);
      const job = await latestJob(organization);
      expect(job?.counts).toEqual({ applied: 4, held: 1 });
      expect(job?.state).toBe('partly_applied');
    }
  });

  it('keeps the last by account id when nobody ever signed in, the same for every chunk size', async () => {
    const organization = await createOrganizationFixture(app);
    const users = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) users.push(await organization.addUser(name));
    const group = await organization.addGroup('Admins', users);
    await organization.map({ by: 'group', groupId: group }, 'admin');
    await organization.settle();
    const last = users.map(accountOf).sort().at(-1);
    for (const chunkSize of [1, 2, 200]) {
      await organization.setMembers(group, []);
      await applyDueJobs({ ...app, chunkSize }, organization.tenant);
      expect(await organization.administrators()).toEqual([last]);
      await organization.setMembers(group, users);
      await organization.settle();
      expect(await organization.administrators()).toHaveLength(5);
      expect(await organization.openHolds()).toEqual([]);
    }
  });

  it('keeps only what is needed: other roles of a held person sleep, and wake when the person is back', async () => {
    const { organization, x } = await soleAdministrator();
    const team = await organization.addTeam('Platform');
    const { tenant, person } = organization;
    await grantRole(app, person, tenant, { accountId: accountOf(x), scopeKind: 'team', scopeId: team, role: 'member' });
    await organization.setActive(x, false);
    await organization.settle();
    const grants = () => app.database.roleGrants.find(tenant, { where: eq('accountId', accountOf(x)) });
    expect((await grants()).map((grant) => [grant.scopeKind, grant.dormant ?? false]).sort()).toEqual([
      ['organization', false],
      ['team', true],
    ]);
    await organization.setActive(x, true);
    await organization.settle();
    expect((await grants()).every((grant) => !grant.dormant)).toBe(true);
    expect(await organization.openHolds()).toEqual([]);
    const [hold] = await app.database.holds.find(tenant);
    expect(hold?.state).toBe('superseded');
  });

  it('ends open sessions of the organization at once, unless the connection keeps them', async () => {
    for (const [whileHeld, left] of [
      ['end_sessions', 0],
      ['keep_sessions', 1],
    ] as const) {
      const { organization, x } = await soleAdministrator({ whileHeld });
      const session = (organizationId: string) => ({
        id: app.newId(),
        tenant: INSTANCE,
        accountId: accountOf(x),
        organizationId,
        secretHash: 'h',
        csrfToken: 'c',
        createdAt: app.clock.now(),
        lastSeenAt: app.clock.now(),
        expiresAt: '2030-01-01T00:00:00.000Z',
      });
      await app.database.optimistic(async (tx) =>
        tx.sessions.insertMany([session(organization.tenant), session('other')]),
      );
      await organization.setActive(x, false);
      await organization.settle();
      const open = await app.database.sessions.find(INSTANCE, { where: eq('accountId', accountOf(x)) });
      expect(open.filter((one) => one.organizationId === organization.tenant)).toHaveLength(left);
      expect(open.filter((one) => one.organizationId === 'other')).toHaveLength(1);
    }
  });

  it('never counts service accounts, locked or deleted ones', async () => {
    const { organization, x, y } = await soleAdministrator();
    await organization.makeAdministrator(accountOf(y));
    await lockAccount(app, organization.person, accountOf(y));
    await organization.setActive(x, false);
    await organization.settle();
    expect(await organization.openHolds()).toEqual([accountOf(x)]);
    await unlockAccount(app, organization.person, accountOf(y));
    await organization.settle();
    expect(await organization.openHolds()).toEqual([]);
    expect(await organization.administrators()).toEqual([accountOf(y)]);
  });

  describe('by hand', () => {
    it('cannot be revoked, suspended, locked or deleted', async () => {
      const organization = await createOrganizationFixture(app);
      const { tenant, person } = organization;
      const x = await organization.addUser('x');
      await organization.settle();
      await organization.makeAdministrator(accountOf(x));
      const [grant] = await app.database.roleGrants.find(tenant);
      await expect(revokeRole(app, person, tenant, { grantId: grant?.id ?? '' })).rejects.toBeInstanceOf(
        LastAdministrator,
      );
      await expect(suspendMembership(app, person, tenant, accountOf(x), 'test')).rejects.toBeInstanceOf(
        LastAdministrator,
      );
      await expect(lockAccount(app, person, accountOf(x))).rejects.toBeInstanceOf(LastAdministrator);
      expect(await organization.administrators()).toEqual([accountOf(x)]);
    });

    it('can go once somebody else is administrator', async () => {
      const { organization, x, y } = await soleAdministrator();
      await organization.makeAdministrator(accountOf(y));
      await suspendMembership(app, organization.person, organization.tenant, accountOf(x), 'On leave');
      expect(await organization.administrators()).toEqual([accountOf(y)]);
    });
  });

  describe('a hold', () => {
    const withHold = async () => {
      const fixture = await soleAdministrator();
      await fixture.organization.setActive(fixture.x, false);
      await fixture.organization.settle();
      const [hold] = await app.database.holds.find(fixture.organization.tenant, { where: eq('state', 'open') });
      if (!hold) throw new Error('There is a hold');
      return { ...fixture, hold };
    };

    it('is completed in one step by making somebody else administrator', async () => {
      const { organization, y, hold } = await withHold();
      await completeHold(app, organization.person, organization.tenant, hold.id, { makeAdministrator: accountOf(y) });
      await organization.settle();
      expect(await organization.administrators()).toEqual([accountOf(y)]);
      expect((await app.database.holds.get(organization.tenant, hold.id))?.state).toBe('completed');
    });

    it('is never decided by the person it is about', async () => {
      const { organization, x, y, hold } = await withHold();
      const self = { actor: { kind: 'account', accountId: accountOf(x), via: 'session' } as const, requestId: 'r' };
      const { tenant } = organization;
      await expect(completeHold(app, self, tenant, hold.id, { makeAdministrator: accountOf(y) })).rejects.toThrow(
        'themselves',
      );
      await expect(discardHold(app, self, tenant, hold.id, { reason: 'me', days: 1 })).rejects.toThrow('themselves');
    });

    it('that is discarded leaves the person alone until the exception ends', async () => {
      const { organization, x, y, hold } = await withHold();
      const { tenant, person } = organization;
      await discardHold(app, person, tenant, hold.id, { reason: 'Covering for the team', days: 30 });
      await organization.makeAdministrator(accountOf(y));
      await organization.setActive(x, true);
      await organization.setActive(x, false);
      await organization.settle();
      expect(await organization.administrators()).toHaveLength(2);
      expect(await organization.openHolds()).toEqual([]);

      const later = { ...app, clock: { now: () => new Date(Date.now() + 31 * 86_400_000).toISOString() } };
      expect(await endExceptions(later)).toBeGreaterThan(0);
      await applyDueJobs(later, tenant);
      expect(await organization.administrators()).toEqual([accountOf(y)]);
    });

    it('is found by the sweep when nobody re-queued it', async () => {
      const { organization, x, y, hold } = await withHold();
      const { tenant } = organization;
      await app.database.optimistic(async (tx) => {
        tx.roleGrants.insert({
          id: app.newId(),
          tenant,
          accountId: accountOf(y),
          scopeKind: 'organization',
          scopeId: tenant,
          role: 'admin',
          source: { kind: 'manual' },
          sourceKey: 'manual',
          createdAt: app.clock.now(),
        });
      });
      expect(await sweepHolds(app)).toBe(1);
      await organization.settle();
      expect((await app.database.holds.get(tenant, hold.id))?.state).toBe('completed');
      expect(await organization.administrators()).not.toContain(accountOf(x));
    });

    it('is one per person, with every cause, and lets all its jobs rest when it closes', async () => {
      const { organization, x, y, group, hold } = await withHold();
      const { tenant } = organization;
      await organization.setMembers(group, []);
      await deleteDirectoryUser(app, organization.request, x.id);
      await organization.settle();
      const open = await app.database.holds.find(tenant, {
        where: and(eq('state', 'open'), eq('accountId', accountOf(x))),
      });
      expect(open.map((one) => one.id)).toEqual([hold.id]);
      expect(open[0]?.causes).toHaveLength(3);
      await organization.makeAdministrator(accountOf(y));
      await organization.settle();
      const jobs = await app.database.syncJobs.find(tenant);
      expect(jobs.map((job) => job.state).filter((state) => state !== 'applied')).toEqual([]);
      expect((await app.database.memberships.get(tenant, accountOf(x)))?.state).toBe('ended');
    });
  });

  describe('over a connection set to reject', () => {
    it('is refused in the request itself, with the record as it was and a refused job', async () => {
      const { organization, x } = await soleAdministrator({ onLastAdministrator: 'reject' });
      await expect(organization.setActive(x, false)).rejects.toBeInstanceOf(LastAdministrator);
      await expect(deleteDirectoryUser(app, organization.request, x.id)).rejects.toBeInstanceOf(LastAdministrator);
      const user = await app.database.directoryUsers.get(organization.tenant, x.id);
      expect([user?.active, user?.deletedAt]).toEqual([true, undefined]);
      const refused = await app.database.syncJobs.find(organization.tenant, { where: eq('state', 'refused') });
      expect(refused).toHaveLength(2);
      await organization.settle();
      expect(await organization.administrators()).toEqual([accountOf(x)]);
    });

    it('does not count somebody whose removal still waits in the queue', async () => {
      const organization = await createOrganizationFixture(app, { onLastAdministrator: 'reject' });
      const [a, b] = [await organization.addUser('a'), await organization.addUser('b')];
      const group = await organization.addGroup('Admins', [a, b]);
      await organization.map({ by: 'group', groupId: group }, 'admin');
      await organization.settle();
      await organization.setActive(a, false);
      await expect(organization.setActive(b, false)).rejects.toBeInstanceOf(LastAdministrator);
      await organization.settle();
      expect(await organization.administrators()).toEqual([accountOf(b)]);
    });
  });

  it('is shown by the preview of a mapping edit, which writes nothing', async () => {
    const { organization, x, mapping } = await soleAdministrator();
    const { tenant } = organization;
    const before = await app.database.auditEvents.count(tenant);
    const preview = await previewMappingEdit(app, tenant, { delete: { mappingId: mapping } });
    expect(preview.held.map((row) => row.accountId)).toEqual([accountOf(x)]);
    expect(preview.losses).toEqual([]);
    expect(await app.database.auditEvents.count(tenant)).toBe(before);
    expect((await app.database.roleMappings.get(tenant, mapping))?.deletedAt).toBeUndefined();
  });

  it('can be given back by an operator when nobody is left', async () => {
    const organization = await createOrganizationFixture(app);
    const { accountId, created } = await recoverAdmin(app, {
      organizationId: organization.tenant,
      email: `rescue.${organization.tenant}@acme.example`,
    });
    expect(created).toBe(true);
    expect(await organization.administrators()).toEqual([accountId]);
    const events = await app.database.auditEvents.find(organization.tenant, {
      where: eq('action', 'administrator.recovered'),
    });
    expect(events).toHaveLength(1);
  });
});
