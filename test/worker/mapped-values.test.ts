import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { explainRoles } from '../../src/application/access/explain-roles.ts';
import { eq } from '../../src/application/ports/query.ts';
import { changeDirectoryUser } from '../../src/application/provisioning/change-directory-user.ts';
import { createDirectoryUser } from '../../src/application/provisioning/create-directory-user.ts';
import { deleteConnection } from '../../src/application/provisioning/delete-connection.ts';
import { deleteRoleMapping } from '../../src/application/provisioning/delete-role-mapping.ts';
import { previewMappingEdit } from '../../src/application/provisioning/preview-mapping-edit.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { createTestApplication, type TestApplication } from '../support/test-application.ts';
import { openTestDatabase } from '../support/test-database.ts';

let app: TestApplication;
let close: () => Promise<unknown>;
let org: OrganizationFixture;

beforeAll(async () => {
  const opened = await openTestDatabase();
  app = createTestApplication(opened.database);
  close = opened.close;
});
afterAll(() => close());
beforeEach(async () => {
  org = await createOrganizationFixture(app);
});

type Values = { readonly roles?: readonly string[]; readonly entitlements?: readonly string[] };
const attributesOf = ({ roles, entitlements }: Values) => ({
  ...(roles && { roles: roles.map((value) => ({ value })) }),
  ...(entitlements && { entitlements: entitlements.map((value) => ({ value })) }),
});
const add = (name: string, values: Values) =>
  createDirectoryUser(app, org.request, {
    userName: `${name}.${org.tenant}@acme.example`,
    active: true,
    attributes: attributesOf(values),
  });
const give = (user: DirectoryUser, values: Values) =>
  changeDirectoryUser(app, org.request, user.id, (current) => ({ ...current, attributes: attributesOf(values) }));
const match = (value: string, attribute: 'roles' | 'entitlements' = 'roles') => ({
  by: 'attribute' as const,
  connectionId: org.connection.id,
  attribute,
  value,
});
const jobsOf = async (user: DirectoryUser) =>
  (await app.database.syncJobs.find(org.tenant, { where: eq('userId', user.id), sort: [{ field: 'createdAt' }] })).map(
    ({ kind, priority }) => `${kind} ${priority}`,
  );
const roles = async (user: DirectoryUser) => await org.rolesOf(user.accountId ?? '');
const auditor = async () => await org.map(match('Auditor'), 'auditor');

describe('a mapping of a value', () => {
  it('gives the role to whoever has the value, of whatever case, and to nobody else', async () => {
    const [ana, ben] = [await add('ana', { roles: ['AUDITOR', 'x'] }), await add('ben', { entitlements: ['Auditor'] })];
    await auditor();
    await org.settle();
    const cyd = await add('cyd', { roles: ['auditor'] });
    await org.settle();
    const held = [await roles(ana), await roles(cyd)];
    expect(held.every((names) => names.some((name) => name.includes('auditor')))).toBe(true);
    expect((await roles(ben)).some((name) => name.includes('auditor'))).toBe(false);
  });

  it('makes one job of every change of a value, of whatever mapping there is, and none of others', async () => {
    const ana = await add('ana', {});
    await give(ana, { roles: ['a'] });
    await give(ana, { roles: ['a'], entitlements: ['e'] });
    await give(ana, { roles: ['A'], entitlements: ['e'] });
    await give(ana, { entitlements: ['e'] });
    expect(await jobsOf(ana)).toEqual([
      'user_created change',
      'user_changed change',
      'user_changed change',
      'user_changed removal',
    ]);
  });

  it('gives and takes as the value comes and goes, and the reason names it', async () => {
    const ana = await add('ana', {});
    await auditor();
    await org.settle();
    const before = await roles(ana);
    await give(ana, { roles: ['Auditor'] });
    await org.settle();
    expect(await roles(ana)).not.toEqual(before);
    const { reasons } = await explainRoles(app, org.tenant, ana.accountId ?? '');
    expect(reasons).toMatchObject([
      {
        attribute: { name: 'roles', value: 'Auditor' },
        mapping: { by: 'attribute' },
        syncJob: { summary: expect.stringMatching(/^Change the roles of ana/) },
        sentence: expect.stringContaining('gave the person “Auditor” in roles'),
      },
    ]);
    await give(ana, {});
    await org.settle();
    expect(await roles(ana)).toEqual(before);
  });

  it('that is deleted takes the role from everybody', async () => {
    const ana = await add('ana', { roles: ['Auditor'] });
    const mappingId = await auditor();
    await org.settle();
    await deleteRoleMapping(app, org.person, org.tenant, mappingId);
    await org.settle();
    expect((await roles(ana)).some((name) => name.includes('auditor'))).toBe(false);
  });

  it('shows in the preview whom it is about', async () => {
    await add('ana', { entitlements: ['Auditor'] });
    await add('ben', { roles: ['Auditor'] });
    await org.settle();
    const scope = { scopeKind: 'organization' as const, scopeId: org.tenant, role: 'auditor' };
    const preview = await previewMappingEdit(app, org.tenant, {
      create: { match: match('auditor', 'entitlements'), ...scope },
    });
    expect(preview).toMatchObject({
      people: 1,
      gains: [{ email: expect.stringMatching(/^ana/) }],
      losses: [],
      held: [],
    });
  });

  it('never loses the last administrator, whether the value goes, the mapping, or the person', async () => {
    const ana = await add('ana', { entitlements: ['owner'] });
    const mappingId = await org.map(match('owner', 'entitlements'), 'admin');
    await org.settle();
    expect(await org.administrators()).toEqual([ana.accountId]);
    await give(ana, {});
    await org.settle();
    expect([await org.administrators(), (await org.openHolds()).length]).toEqual([[ana.accountId], 1]);
    const ben = await add('ben', { entitlements: ['owner'] });
    await org.settle();
    expect([await org.administrators(), (await org.openHolds()).length]).toEqual([[ben.accountId], 0]);
    await deleteRoleMapping(app, org.person, org.tenant, mappingId);
    await org.settle();
    expect([await org.administrators(), (await org.openHolds()).length]).toEqual([[ben.accountId], 1]);
  });

  it('of a connection that is deleted ends with it, or stays by hand', async () => {
    const ana = await add('ana', { roles: ['Auditor'] });
    await auditor();
    await org.settle();
    await deleteConnection(app, org.person, org.tenant, org.connection.id, { people: 'keep' });
    await org.settle();
    const { reasons } = await explainRoles(app, org.tenant, ana.accountId ?? '');
    expect(reasons.map(({ source }) => source)).toEqual(['manual']);
  });
});
