import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { deleteAccount } from '../../src/application/access/delete-account.ts';
import { grantRole } from '../../src/application/access/grant-role.ts';
import { lockAccount } from '../../src/application/access/lock-account.ts';
import { revokeRole } from '../../src/application/access/revoke-role.ts';
import { and, eq } from '../../src/application/ports/query.ts';
import { applySyncJobs } from '../../src/application/provisioning/apply-sync-jobs.ts';
import { deleteConnection } from '../../src/application/provisioning/delete-connection.ts';
import { deleteDirectoryGroup } from '../../src/application/provisioning/delete-directory-group.ts';
import { deleteRoleMapping } from '../../src/application/provisioning/delete-role-mapping.ts';
import { interleave, type Racer } from '../support/interleave.ts';
import { accountOf, createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { watchLocks } from '../support/watch-locks.ts';

/** Both orders of every race: who is held first, and who commits first. */
const orders = [
  ['the first commits first', false],
  ['the second commits first', true],
] as const;

describe('the five races', () => {
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

  const race = async (one: Racer, two: Racer, swapped: boolean) =>
    swapped ? interleave(app, two, one, locks.isAnybodyWaiting) : interleave(app, one, two, locks.isAnybodyWaiting);
  const applying = (organization: OrganizationFixture, jobId: string): Racer => ({
    heldAt: 'reconcile:before-commit',
    run: (held) => applySyncJobs(held, organization.tenant, [jobId], signal),
  });
  const byHand = (run: Racer['run']): Racer => ({ heldAt: 'access-change:before-commit', run });
  const toAccount = (run: Racer['run']): Racer => ({ heldAt: 'account-change:before-commit', run });

  const twoAdministrators = async () => {
    const organization = await createOrganizationFixture(app);
    const [a, b] = [await organization.addUser('a'), await organization.addUser('b')];
    const group = await organization.addGroup('Admins', [a, b]);
    await organization.map({ by: 'group', groupId: group }, 'admin');
    await organization.settle();
    expect(await organization.administrators()).toHaveLength(2);
    return { organization, a, b, group };
  };

  describe.each(orders)('%s', (_order, swapped) => {
    it('1. two removals: never both', async () => {
      const { organization, a, b } = await twoAdministrators();
      await organization.setActive(a, false);
      const jobA = await organization.latestJob();
      await organization.setActive(b, false);
      const jobB = await organization.latestJob();
      await race(applying(organization, jobA), applying(organization, jobB), swapped);
      await organization.settle();
      expect(await organization.administrators()).toHaveLength(1);
      expect(await organization.openHolds()).toEqual(await organization.administrators());
    });

    it.each([
      ['is deleted', deleteAccount],
      ['is locked', lockAccount],
    ])('2. the relied-on administrator %s', async (_how, vanish) => {
      const { organization, a, b } = await twoAdministrators();
      await organization.setActive(b, false);
      const job = await organization.latestJob();
      await race(
        applying(organization, job),
        toAccount((held) => vanish(held, organization.person, accountOf(a))),
        swapped,
      );
      await organization.settle();
      const usable = [];
      for (const accountId of await organization.administrators()) {
        const account = await app.database.accounts.get('instance', accountId);
        if (account && !account.lockedAt && !account.deletedAt) usable.push(accountId);
      }
      expect(usable).toHaveLength(1);
    });

    it('3. a hold that sleeps: an administrator arrives while it opens', async () => {
      const organization = await createOrganizationFixture(app);
      const [x, y] = [await organization.addUser('x'), await organization.addUser('y')];
      const group = await organization.addGroup('Admins', [x]);
      await organization.map({ by: 'group', groupId: group }, 'admin');
      await organization.settle();
      await organization.setActive(x, false);
      const job = await organization.latestJob();
      await race(
        applying(organization, job),
        byHand((held) =>
          grantRole(held, organization.person, organization.tenant, {
            accountId: accountOf(y),
            scopeKind: 'organization',
            scopeId: organization.tenant,
            role: 'admin',
          }),
        ),
        swapped,
      );
      await organization.settle();
      expect(await organization.administrators()).toEqual([accountOf(y)]);
      expect(await organization.openHolds()).toEqual([]);
    });

    it('4. a stale plan: the person is removed while the role is being given', async () => {
      const organization = await createOrganizationFixture(app);
      const x = await organization.addUser('x');
      const team = await organization.addTeam('Platform');
      const group = await organization.addGroup('Platform');
      await organization.map({ by: 'group', groupId: group }, 'member', { kind: 'team', id: team });
      await organization.settle();
      await organization.setMembers(group, [x]);
      const adding = await organization.latestJob();
      await race(
        applying(organization, adding),
        {
          heldAt: 'reconcile:before-commit',
          run: async (held) => {
            await organization.setMembers(group, []);
            await applySyncJobs(held, organization.tenant, [await organization.latestJob()], signal);
          },
        },
        swapped,
      );
      await organization.settle();
      expect(await organization.rolesOf(accountOf(x))).toEqual([]);
    });

    it.each(['group', 'mapping', 'connection'] as const)(
      '5. a vanished source: the %s is deleted meanwhile',
      async (source) => {
        const organization = await createOrganizationFixture(app);
        const x = await organization.addUser('x');
        const team = await organization.addTeam('Platform');
        const group = await organization.addGroup('Platform');
        const mapping = await organization.map({ by: 'group', groupId: group }, 'member', { kind: 'team', id: team });
        await organization.settle();
        await organization.setMembers(group, [x]);
        const adding = await organization.latestJob();
        const { tenant, person, request, connection } = organization;
        const vanish = {
          group: () => deleteDirectoryGroup(app, request, group),
          mapping: () => deleteRoleMapping(app, person, tenant, mapping),
          connection: () => deleteConnection(app, person, tenant, connection.id, { people: 'suspend' }),
        }[source];
        await race(
          applying(organization, adding),
          {
            heldAt: 'reconcile:before-commit',
            run: async (held) => {
              await vanish();
              await applySyncJobs(held, tenant, [await organization.latestJob()], signal);
            },
          },
          swapped,
        );
        await organization.settle();
        expect(await organization.rolesOf(accountOf(x))).toEqual([]);
      },
    );
  });

  describe.each(orders)('the same rules on other paths, %s', (_order, swapped) => {
    it('a removal from the group × a demotion by hand', async () => {
      const organization = await createOrganizationFixture(app);
      const [a, b] = [await organization.addUser('a'), await organization.addUser('b')];
      const group = await organization.addGroup('Admins', [a]);
      await organization.map({ by: 'group', groupId: group }, 'admin');
      await organization.settle();
      await organization.makeAdministrator(accountOf(b));
      await organization.setMembers(group, []);
      const job = await organization.latestJob();
      const [grant] = await app.database.roleGrants.find(organization.tenant, {
        where: and(eq('accountId', accountOf(b)), eq('role', 'admin')),
      });
      await race(
        applying(organization, job),
        byHand((held) => revokeRole(held, organization.person, organization.tenant, { grantId: grant?.id ?? '' })),
        swapped,
      );
      await organization.settle();
      expect(await organization.administrators()).toHaveLength(1);
    });

    it('a deactivation × the deletion of the mapping', async () => {
      const { organization, a, b } = await twoAdministrators();
      const second = await organization.addGroup('Owners', [b]);
      const mapping = await organization.map({ by: 'group', groupId: second }, 'admin');
      await organization.settle();
      await organization.setActive(a, false);
      const job = await organization.latestJob();
      await race(
        applying(organization, job),
        {
          heldAt: 'reconcile:before-commit',
          run: async (held) => {
            await deleteRoleMapping(app, organization.person, organization.tenant, mapping);
            await organization.setActive(b, false);
            const jobs = await app.database.syncJobs.find(organization.tenant, { where: eq('state', 'queued') });
            await applySyncJobs(
              held,
              organization.tenant,
              jobs.filter((one) => one.id !== job).map((one) => one.id),
              signal,
            );
          },
        },
        swapped,
      );
      await organization.settle();
      expect(await organization.administrators()).toHaveLength(1);
      expect(await organization.openHolds()).toEqual(await organization.administrators());
    });

    it('two accounts deleted by hand at once', async () => {
      const { organization, a, b } = await twoAdministrators();
      const outcomes = await race(
        toAccount((held) => deleteAccount(held, organization.person, accountOf(a))),
        toAccount((held) => deleteAccount(held, organization.person, accountOf(b))),
        swapped,
      );
      expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(1);
      expect(await organization.administrators()).toHaveLength(1);
    });
  });
});
