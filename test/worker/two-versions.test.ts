import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { applySyncJobsDefinition } from '../../src/application/provisioning/apply-sync-jobs.definition.ts';
import { openBullQueue } from '../../src/infrastructure/bullmq/open-bull-queue.ts';
import { accountOf, createOrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication } from '../support/test-application.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { prepareQueue } from '../support/test-queue.ts';
import { Inbox } from './inbox.ts';

/** Unknown to this version. */
const NEWER: object = { addedByANewerVersion: { why: 'it has more to say' } };

describe('this version beside a newer one', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened.close());

  it('keeps what it does not know in the documents it changes', async () => {
    const app = createTestApplication(opened.database);
    const { database } = app;
    const organization = await createOrganizationFixture(app);
    const { tenant } = organization;
    const team = await organization.addTeam('Platform');
    const user = await organization.addUser('ana');
    const group = await organization.addGroup('Crew', [user]);
    await organization.map({ by: 'group', groupId: group }, 'member', { kind: 'team', id: team });
    await organization.settle();
    const account = accountOf(user);
    await database.optimistic(async (tx) => {
      tx.directoryUsers.patch(tenant, user.id, NEWER);
      tx.directoryGroups.patch(tenant, group, NEWER);
      tx.memberships.patch(tenant, account, NEWER);
      tx.connections.patch(tenant, organization.connection.id, NEWER);
      tx.accounts.patch(INSTANCE, account, NEWER);
    });

    await organization.setActive(user, false);
    await organization.setMembers(group, []);
    await organization.settle();
    await organization.setActive(user, true);
    await organization.settle();

    expect(await database.directoryUsers.get(tenant, user.id)).toMatchObject({ ...NEWER, active: true });
    expect(await database.directoryGroups.get(tenant, group)).toMatchObject(NEWER);
    expect(await database.memberships.get(tenant, account)).toMatchObject({ ...NEWER, state: 'active' });
    expect(await database.connections.get(tenant, organization.connection.id)).toMatchObject(NEWER);
    expect(await database.accounts.get(INSTANCE, account)).toMatchObject(NEWER);
  });

  it('takes jobs that say more than it understands', async () => {
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    const queue = await openBullQueue({ backend: await prepareQueue(opened), installationId: 'versions', log: silent });
    try {
      const inbox = new Inbox<{ readonly tenant: string }>();
      await queue.work(applySyncJobsDefinition, inbox.handler, { concurrency: 1 });
      const { name } = applySyncJobsDefinition;
      const newer = { name, payload: z.looseObject({ tenant: z.string() }) };
      const hint = { tenant: 'acme', syncJobIds: ['one'] };
      await queue.enqueue(newer, { ...hint, ...NEWER }, 'removal');
      expect((await inbox.next()).payload).toEqual(hint);
    } finally {
      await queue.close();
    }
  });
});
