import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { eq } from '../../src/application/ports/query.ts';
import { contract } from '../../src/http/api/contract.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, openApiFixture, PASSWORD, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
});
afterAll(() => api.close());

const inOrganization = (organization: string, more: Record<string, string> = {}) => ({ organization, ...more });

describe('session', () => {
  it('tells who is signed in', async () => {
    const session = await api.call('getSession', {}, admin);
    expect(session).toMatchObject({
      account: { id: admin.accountId, email: 'root@holdfast.example', displayName: 'Root' },
      via: 'session',
      roles: [{ scope: { kind: 'instance', id: 'instance' }, role: 'instance_admin' }],
    });
  });

  it('signs in and out', async () => {
    const session = await api.call('signIn', { body: { email: 'ROOT@holdfast.example ', password: PASSWORD } });
    const response = await api.send('signIn', { body: { email: 'root@holdfast.example', password: PASSWORD } });
    const cookie = response.get('Set-Cookie')?.[0]?.replace(/;.*/, '') ?? '';
    await api.call('signOut', {}, { cookie, csrf: response.body.csrfToken });
    await api.fail('getSession', {}, { cookie }, 401);
    expect(session.csrfToken).not.toBe(response.body.csrfToken);
  });

  it('changes the password, which ends every other session', async () => {
    const ana = await api.somebody('ana@holdfast.example', admin);
    const body = { currentPassword: PASSWORD, newPassword: 'another horse battery' };
    await api.call('changePassword', { body }, ana);
    await api.fail('getSession', {}, ana, 401);
    await api.fail('signIn', { body: { email: 'ana@holdfast.example', password: PASSWORD } }, {}, 401);
    await api.call('signIn', { body: { email: 'ana@holdfast.example', password: 'another horse battery' } });
  });

  it('inspects and redeems one-time links', async () => {
    const account = await api.call('createAccount', { body: { email: 'bea@holdfast.example' } }, admin);
    const { url } = await api.call('createSetPasswordLink', { params: { accountId: account.id } }, admin);
    const [linkId = '', secret = ''] = new URL(url).hash.slice(1).split('.');
    expect(new URL(url).pathname).toBe('/welcome');
    const link = await api.call('inspectOneTimeLink', { params: { linkId }, body: { secret } });
    expect(link).toMatchObject({ purpose: 'set_password', email: 'bea@holdfast.example' });
    const body = { purpose: 'set_password', secret, password: PASSWORD };
    await api.call('redeemOneTimeLink', { params: { linkId }, body });
    expect((await api.call('getAccount', { params: { accountId: account.id } }, admin)).hasPassword).toBe(true);
  });
});

describe('organizations', () => {
  it('are created, listed, read by id and slug, and changed', async () => {
    const acme = await api.call('createOrganization', { body: { name: 'Acme', slug: 'acme' } }, admin);
    expect(acme.leaverRule).toBe('any');
    const list = await api.call('listOrganizations', { query: { query: 'ACM' } }, admin);
    expect(list).toMatchObject({ items: [{ id: acme.id }], total: 1 });
    expect(await api.call('getOrganization', { params: inOrganization('acme') }, admin)).toEqual(acme);
    expect(await api.call('getOrganization', { params: inOrganization(acme.id) }, admin)).toEqual(acme);
    const changed = await api.call(
      'changeOrganization',
      { params: inOrganization('acme'), body: { name: 'Acme Ltd', leaverRule: 'all' } },
      admin,
    );
    expect(changed).toEqual({ ...acme, name: 'Acme Ltd', leaverRule: 'all' });
    const again = await api.fail('createOrganization', { body: { name: 'Another', slug: 'acme' } }, admin, 409);
    expect(again.errors).toEqual([expect.objectContaining({ path: 'body.slug' })]);
  });

  it('have teams and projects', async () => {
    const params = inOrganization('acme');
    const team = await api.call('createTeam', { params, body: { name: 'Platform' } }, admin);
    const project = await api.call('createProject', { params, body: { teamId: team.id, name: 'Gate' } }, admin);
    expect(project).toMatchObject({ teamId: team.id, teamName: 'Platform', name: 'Gate' });
    expect((await api.call('listTeams', { params }, admin)).items).toEqual([team]);
    expect((await api.call('listProjects', { params, query: { teamId: team.id } }, admin)).items).toEqual([project]);
    await api.fail('createTeam', { params, body: { name: 'PLATFORM' } }, admin, 409);
    await api.fail('createProject', { params, body: { teamId: 'nobody', name: 'X' } }, admin, 400);
  });
});

describe('connections', () => {
  const params = inOrganization('acme');

  it('are created with a token and everything to enter in the provider', async () => {
    const created = await api.call(
      'createConnection',
      { params, body: { type: 'okta', name: 'Okta', onLastAdministrator: 'reject' } },
      admin,
    );
    expect(created.scimBaseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2$/);
    expect(created.token.token.startsWith(created.token.prefix)).toBe(true);
    expect(created.connection).toMatchObject({ onLastAdministrator: 'reject', whileHeld: 'end_sessions' });
    expect(created.connection.setUp).toContainEqual({
      label: 'SCIM connector base URL',
      value: created.scimBaseUrl,
      copy: true,
    });
    await api.fail('createConnection', { params, body: { type: 'okta', name: 'okta' } }, admin, 409);
  });

  it('are listed, read, changed, paused, resumed and deleted', async () => {
    const created = await api.call('createConnection', { params, body: { type: 'entra', name: 'Entra' } }, admin);
    const one = { params: { ...params, connectionId: created.connection.id } };
    const { items, total } = await api.call('listConnections', { params }, admin);
    expect({ names: items.map((item) => item.name), total }).toEqual({ names: ['Entra', 'Okta'], total: 2 });
    expect(created.connection.nestedGroups).toBe('refuse');
    const body = { name: 'Entra ID', whileHeld: 'keep_sessions', nestedGroups: 'expand' };
    await api.call('changeConnection', { ...one, body }, admin);
    expect((await api.call('pauseConnection', one, admin)).state).toBe('paused');
    expect((await api.call('resumeConnection', one, admin)).state).toBe('active');
    expect(await api.call('getConnection', one, admin)).toMatchObject(body);
    const { jobId } = await api.call('deleteConnection', { ...one, query: { people: 'keep' } }, admin);
    const job = await api.call('getSyncJob', { params: { ...params, jobId } }, admin);
    expect(job).toMatchObject({ kind: 'connection_deleted', connectionName: 'Entra ID' });
    expect((await api.call('listConnections', { params }, admin)).total).toBe(1);
    const all = await api.call('listConnections', { params, query: { includeDeleted: 'true' } }, admin);
    expect(all.items.map((item) => item.state).sort()).toEqual(['active', 'deleted']);
    await api.fail('pauseConnection', one, admin, 404);
  });

  it('have limits of their own, or those of the installation', async () => {
    const [okta] = (await api.call('listConnections', { params }, admin)).items;
    const one = { params: { ...params, connectionId: okta?.id ?? '' } };
    const rateLimit = { requestsPerSecond: 10, burst: 30 };
    const own = await api.call('changeConnection', { ...one, body: { rateLimit, keptRequests: 50 } }, admin);
    expect(own).toMatchObject({ rateLimit, keptRequests: 50 });
    const same = await api.call(
      'changeConnection',
      { ...one, body: { rateLimit: { burst: 30, requestsPerSecond: 10 } } },
      admin,
    );
    expect(same).toMatchObject({ rateLimit, keptRequests: 50 });
    const back = await api.call('changeConnection', { ...one, body: { rateLimit: null, keptRequests: null } }, admin);
    expect(back.rateLimit).toBeUndefined();
    expect(back.keptRequests).toBeUndefined();
    for (const wrong of [
      { requestsPerSecond: 0, burst: 1 },
      { requestsPerSecond: 5 },
      { requestsPerSecond: 1.5, burst: 2 },
    ]) {
      await api.fail('changeConnection', { ...one, body: { rateLimit: wrong } }, admin, 400);
    }
    const { items } = await api.call(
      'listAuditEvents',
      { params, query: { action: 'connection.changed', limit: 3 } },
      admin,
    );
    expect(items.map(({ outcome, details }) => [outcome, details])).toEqual([
      ['done', { rateLimit: { before: rateLimit, after: null }, keptRequests: { before: 50, after: null } }],
      ['unchanged', {}],
      ['done', { rateLimit: { before: null, after: rateLimit }, keptRequests: { before: null, after: 50 } }],
    ]);
  });

  it('show their requests and what these say is wrong, with personal values for a while', async () => {
    const [okta] = (await api.call('listConnections', { params }, admin)).items;
    const one = { params: { ...params, connectionId: okta?.id ?? '' } };
    expect(await api.call('listConnectionRequests', one, admin)).toEqual({ items: [] });
    expect(await api.call('diagnoseConnection', one, admin)).toEqual({ requests: 0, answered: 0, mistakes: [] });
    const { unmaskedUntil } = await api.call('unmaskConnectionRequests', { ...one, body: {} }, admin);
    expect(Date.parse(unmaskedUntil ?? '') - Date.parse(api.app.clock.now())).toBeGreaterThan(59 * 60_000);
    const masked = await api.call('unmaskConnectionRequests', { ...one, body: { minutes: 0 } }, admin);
    expect(masked.unmaskedUntil).toBeUndefined();
    await api.fail('unmaskConnectionRequests', { ...one, body: { minutes: 1_441 } }, admin, 400);
    await api.fail('listConnectionRequests', { ...one, query: { status: '4x' } }, admin, 400);
    const nowhere = { params: { ...params, connectionId: 'nowhere' } };
    await api.fail('listConnectionRequests', nowhere, admin, 404);
    await api.fail('diagnoseConnection', nowhere, admin, 404);
    await api.fail('unmaskConnectionRequests', { ...nowhere, body: {} }, admin, 404);
    const { items } = await api.call('listAuditEvents', { params, query: { limit: 2 } }, admin);
    expect(items.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'connection.requests_masked done',
      'connection.requests_unmasked done',
    ]);
  });

  it('have tokens that are created, rotated and revoked', async () => {
    const [okta] = (await api.call('listConnections', { params }, admin)).items;
    const one = { params: { ...params, connectionId: okta?.id ?? '' } };
    const further = await api.call('createConnectionToken', { ...one, body: {} }, admin);
    const rotated = await api.call('rotateConnectionToken', { ...one, body: { overlapHours: 2 } }, admin);
    await api.call('revokeConnectionToken', { params: { ...one.params, tokenId: further.id } }, admin);
    const { items } = await api.call('listConnectionTokens', one, admin);
    expect(items.map((token) => token.state)).toEqual(['active', 'revoked', 'active']);
    expect(items[0]?.id).toBe(rotated.id);
    expect(items[0]?.expiresAt).toBeUndefined();
    expect(items[2]?.expiresAt).toBeDefined();
  });

  it('have OAuth clients that are created, listed, rotated and revoked', async () => {
    const [okta] = (await api.call('listConnections', { params }, admin)).items;
    const one = { params: { ...params, connectionId: okta?.id ?? '' } };
    const body = { name: 'Catalog app', tokenLifetimeSeconds: 900 };
    const { id, clientId } = await api.call('createOauthClient', { ...one, body }, admin);
    const client = { params: { ...one.params, oauthClientId: id } };
    const rotated = await api.call('rotateOauthClientSecret', { ...client, body: { overlapHours: 2 } }, admin);
    expect(rotated).toMatchObject({ clientId, tokenLifetimeSeconds: 900 });
    await api.call('revokeOauthClient', client, admin);
    const { items } = await api.call('listOauthClients', one, admin);
    expect(items).toMatchObject([{ id, state: 'revoked' }]);
  });

  it('have extension schemas that are declared, listed, read, changed, counted and removed', async () => {
    const [okta] = (await api.call('listConnections', { params }, admin)).items;
    const one = { params: { ...params, connectionId: okta?.id ?? '' } };
    const id = 'urn:acme:hr:2.0:User';
    const body = { id, name: 'HR', attributes: [{ name: 'badge' }] };
    const declared = await api.call('declareExtensionSchema', { ...one, body }, admin);
    const schema = { params: { ...one.params, schemaId: id } };
    expect((await api.call('listExtensionSchemas', one, admin)).items).toEqual([declared]);
    expect(await api.call('getExtensionSchema', schema, admin)).toEqual(declared);
    const changed = await api.call('changeExtensionSchema', { ...schema, body: { required: true } }, admin);
    expect(changed).toEqual({ schema: { ...declared, required: true }, recordsChanged: 0 });
    expect(await api.call('countExtensionValues', schema, admin)).toEqual({ records: 0 });
    expect(await api.call('removeExtensionSchema', schema, admin)).toEqual({ recordsChanged: 0 });
  });
});

describe('people and provisioning', () => {
  let org: OrganizationFixture;
  let params: { organization: string };
  let adminsGroup: string;

  beforeAll(async () => {
    org = await createOrganizationFixture(api.app);
    params = { organization: org.tenant };
    const users = [];
    for (const name of ['ada', 'bob', 'cyd']) users.push(await org.addUser(name));
    adminsGroup = await org.addGroup('Admins', users.slice(0, 1));
    await org.addGroup('Everybody', users);
    await org.settle();
  });

  const person = async (name: string) => {
    const { items } = await api.call('listPeople', { params, query: { query: `${name}.` } }, admin);
    const [found] = items;
    if (!found) throw new Error(`There is no ${name}`);
    return found;
  };

  it('lists directory groups and users', async () => {
    const groups = await api.call('listDirectoryGroups', { params, query: { query: 'every' } }, admin);
    expect(groups).toMatchObject({ items: [{ displayName: 'Everybody', memberCount: 3 }], total: 1 });
    const users = await api.call('listDirectoryUsers', { params, query: { linked: 'true', active: 'true' } }, admin);
    expect(users.total).toBe(3);
    expect(users.items.map((user) => user.provisioningStatus)).toEqual(['active', 'active', 'active']);
    const members = await api.call('listDirectoryUsers', { params, query: { groupId: adminsGroup } }, admin);
    expect(members.items.map((user) => user.userName)).toEqual([expect.stringMatching(/^ada\./)]);
  });

  it('tells people and groups in a group apart', async () => {
    const nested = await createOrganizationFixture(api.app, { nestedGroups: 'expand' });
    const user = await nested.addUser('ada');
    const [inner, outer] = [await nested.addGroup('Inner', [user]), await nested.addGroup('Outer')];
    await nested.nest(outer, [inner], [user]);
    const all = { params: { organization: nested.tenant } };
    expect(await api.call('listDirectoryGroups', all, admin)).toMatchObject({
      items: [
        { id: inner, memberCount: 1, groupCount: 0 },
        { id: outer, memberCount: 1, groupCount: 1 },
      ],
    });
    const within = await api.call('listDirectoryGroups', { ...all, query: { groupId: outer } }, admin);
    expect(within).toMatchObject({ items: [{ id: inner }], total: 1 });
    const members = await api.call('listDirectoryUsers', { ...all, query: { groupId: outer } }, admin);
    expect(members.items.map(({ id }) => id)).toEqual([user.id]);
    await nested.map({ by: 'group', groupId: outer }, 'auditor');
    await nested.nest(outer, [inner]);
    await nested.settle();
    const person = { params: { ...all.params, person: user.accountId ?? '' } };
    const { roles } = await api.call('explainPerson', person, admin);
    const path = roles.flatMap(({ grants }) => grants.flatMap(({ groupPath }) => groupPath ?? []));
    expect(path.map(({ displayName }) => displayName)).toEqual(['Inner', 'Outer']);
  });

  it('reads one directory user and one directory group, until they are deleted', async () => {
    const [group] = (await api.call('listDirectoryGroups', { params, query: { query: 'every' } }, admin)).items;
    const [user] = (await api.call('listDirectoryUsers', { params }, admin)).items;
    const oneGroup = { params: { ...params, groupId: group?.id ?? '' } };
    const oneUser = { params: { ...params, userId: user?.id ?? '' } };
    expect(await api.call('getDirectoryGroup', oneGroup, admin)).toEqual(group);
    expect(await api.call('getDirectoryUser', oneUser, admin)).toEqual(user);
    const deletedAt = api.app.clock.now();
    const mark = (at: string | undefined) =>
      api.database.optimistic(async (tx) => {
        tx.directoryGroups.patch(org.tenant, oneGroup.params.groupId, { deletedAt: at });
        tx.directoryUsers.patch(org.tenant, oneUser.params.userId, { deletedAt: at });
      });
    await mark(deletedAt);
    await api.fail('getDirectoryGroup', oneGroup, admin, 404);
    await api.fail('getDirectoryUser', oneUser, admin, 404);
    await mark(undefined);
  });

  it('switches what must be unique about groups, unless two share it', async () => {
    const one = { params: { ...params, connectionId: org.connection.id } };
    const keys = async () =>
      (await api.database.directoryGroups.find(org.tenant)).map((group) => group.uniqueKey).sort();
    await api.call('changeConnection', { ...one, body: { groupUniqueness: 'externalId' } }, admin);
    expect(await keys()).toEqual([expect.stringMatching(/^record:/), expect.stringMatching(/^record:/)]);
    const twin = { id: 'twin', tenant: org.tenant, connectionId: org.connection.id, displayName: 'EVERYBODY' };
    const at = api.app.clock.now();
    await api.database.optimistic(async (tx) =>
      tx.directoryGroups.insert({ ...twin, uniqueKey: 'record:twin', attributes: {}, createdAt: at, lastModified: at }),
    );
    await api.fail('changeConnection', { ...one, body: { groupUniqueness: 'displayName' } }, admin, 409);
    await api.database.transaction((tx) => tx.directoryGroups.deleteWhere(org.tenant, eq('id', 'twin')));
    await api.call('changeConnection', { ...one, body: { groupUniqueness: 'displayName' } }, admin);
    expect(await keys()).toEqual(['Admins', 'Everybody']);
  });

  it('previews, creates, changes and deletes mappings', async () => {
    const team = await api.call('createTeam', { params, body: { name: 'Ops' } }, admin);
    const input = {
      match: { by: 'name', name: 'everybody' },
      scopeKind: 'team',
      scopeId: team.id,
      role: 'member',
    };
    const preview = await api.call('previewMappingEdit', { params, body: { create: input } }, admin);
    expect(preview).toMatchObject({ people: 3, losses: [], held: [], truncated: false });
    expect(preview.gains[0]?.rolesAfter).toContainEqual({
      scope: { kind: 'team', id: team.id, name: 'Ops' },
      role: 'member',
    });
    const { mapping } = await api.call('createMapping', { params, body: input }, admin);
    expect(mapping).toMatchObject({
      groups: [{ displayName: 'Everybody', connectionName: 'Directory' }],
      scope: { name: 'Ops' },
      createdBy: { email: 'root@holdfast.example' },
    });
    const one = { params: { ...params, mappingId: mapping.id } };
    await org.settle();
    const weaker = { change: { mappingId: mapping.id, input: { ...input, role: 'viewer' } } };
    const downgrade = await api.call('previewMappingEdit', { params, body: weaker }, admin);
    expect([downgrade.gains.length, downgrade.losses.length]).toEqual([0, 3]);
    const changed = await api.call('changeMapping', { ...one, body: { ...input, role: 'viewer' } }, admin);
    expect(changed.mapping.role).toBe('viewer');
    await org.settle();
    expect(await api.call('getMapping', one, admin)).toEqual(changed.mapping);
    const losing = await api.call('previewMappingEdit', { params, body: { delete: { mappingId: mapping.id } } }, admin);
    expect(losing.losses).toHaveLength(3);
    await api.call('deleteMapping', one, admin);
    await org.settle();
    expect((await api.call('listMappings', { params }, admin)).total).toBe(0);
    await api.fail('getMapping', one, admin, 404);
  });

  it('explains roles to their source', async () => {
    const body = {
      match: { by: 'group', groupId: adminsGroup },
      scopeKind: 'organization',
      scopeId: org.tenant,
      role: 'admin',
    };
    const { jobId } = await api.call('createMapping', { params, body }, admin);
    await org.settle();
    const ada = await person('ada');
    const why = await api.call('explainPerson', { params: { ...params, person: ada.email } }, admin);
    expect(why.roles[0]).toMatchObject({
      scope: { kind: 'organization', name: 'Acme' },
      role: 'admin',
      grants: [{ role: 'admin', source: { kind: 'mapping', groupName: 'Admins', connectionName: 'Directory' }, jobId }],
    });
  });

  it('holds the last administrator, and completes the hold in one step', async () => {
    const ada = await person('ada');
    await org.setMembers(adminsGroup, []);
    await org.settle();
    const { items } = await api.call('listHolds', { params }, admin);
    const [hold] = items;
    expect(hold).toMatchObject({ state: 'open', person: { email: ada.email }, scope: { name: 'Acme' } });
    const holdId = hold?.id ?? '';
    expect((await api.call('listAllHolds', {}, admin)).items).toMatchObject([{ organization: { name: 'Acme' } }]);
    const jobId = hold?.causes[0]?.jobId ?? '';
    const job = await api.call('getSyncJob', { params: { ...params, jobId } }, admin);
    expect(job).toMatchObject({ state: 'held', groupName: 'Admins', holds: [{ id: holdId, email: ada.email }] });
    const outcomes = await api.call('listSyncJobOutcomes', { params: { ...params, jobId } }, admin);
    expect(outcomes.items).toMatchObject([{ email: ada.email, verdict: 'held', guard: expect.any(String) }]);
    const why = await api.call('explainPerson', { params: { ...params, person: ada.accountId } }, admin);
    expect(why.roles[0]?.holdId).toBe(holdId);
    const overview = await api.call('getOverview', { params }, admin);
    expect(overview).toMatchObject({ openHolds: 1, people: { active: 3 }, connections: [{ name: 'Directory' }] });
    expect(overview.jobsPerHour).toHaveLength(24);
    expect(overview.jobsByState.held).toBe(1);

    const bob = await person('bob');
    const decided = { params: { ...params, holdId }, body: { makeAdministrator: bob.accountId } };
    await api.call('completeHold', decided, admin);
    await org.settle();
    expect(await api.call('getHold', { params: { ...params, holdId } }, admin)).toMatchObject({ state: 'completed' });
    expect((await person('ada')).roles).toMatchObject([{ role: 'member' }]);
    expect((await person('bob')).roles).toMatchObject([{ role: 'admin' }]);
  });

  it('discards a hold with a reason', async () => {
    const cyd = await person('cyd');
    const bob = await person('bob');
    const users = await api.call('listDirectoryUsers', { params, query: { query: 'bob.' } }, admin);
    const record = users.items[0];
    const directoryUser = await api.database.directoryUsers.get(org.tenant, record?.id ?? '');
    if (!directoryUser) throw new Error('bob is gone');
    await org.setActive(directoryUser, false);
    await org.settle();
    const [hold] = (await api.call('listHolds', { params, query: { personId: bob.accountId } }, admin)).items;
    const body = { reason: 'On holiday', days: 7 };
    const discarded = await api.call('discardHold', { params: { ...params, holdId: hold?.id ?? '' }, body }, admin);
    expect(discarded).toMatchObject({ state: 'discarded', closedBy: { reason: 'On holiday' } });
    const others = await api.call('listHolds', { params, query: { personId: cyd.accountId } }, admin);
    expect(others.items).toEqual([]);
  });

  it('suspends and restores by hand', async () => {
    const one = { params: { ...params, person: (await person('cyd')).email } };
    const suspended = await api.call('suspendPerson', { ...one, body: { reason: 'Lost laptop' } }, admin);
    expect(suspended).toMatchObject({ state: 'suspended', cause: { by: 'person', reason: 'Lost laptop' }, roles: [] });
    const restored = await api.call('restorePerson', { ...one, body: { reason: 'Found it' } }, admin);
    expect(restored.state).toBe('active');
    expect(await api.call('getPerson', one, admin)).toEqual(restored);
  });

  it('grants and revokes by hand', async () => {
    const cyd = await person('cyd');
    const body = {
      accountId: cyd.accountId,
      scopeKind: 'organization',
      scopeId: org.tenant,
      role: 'auditor',
      reason: 'Yearly audit',
    };
    const grant = await api.call('createGrant', { params, body }, admin);
    expect(grant).toMatchObject({ source: { kind: 'manual', byEmail: 'root@holdfast.example' } });
    const grants = await api.call('listGrants', { params, query: { accountId: cyd.accountId } }, admin);
    expect(grants.items).toEqual([grant]);
    await api.call('deleteGrant', { params: { ...params, grantId: grant.id }, query: { reason: 'Done' } }, admin);
    expect((await api.call('listGrants', { params, query: { role: 'auditor' } }, admin)).items).toEqual([]);
    await api.fail('createGrant', { params, body: { ...body, role: 'owner' } }, admin, 400);
  });

  it('lists sync jobs by state, kind, person, group, connection and time', async () => {
    const count = async (query: Record<string, string | string[]>) =>
      (await api.call('listSyncJobs', { params, query: { limit: '200', ...query } }, admin)).items.length;
    const all = await count({});
    expect(await count({ connectionId: org.connection.id })).toBeGreaterThan(0);
    expect(await count({ connectionId: 'other' })).toBe(0);
    expect(await count({ groupId: adminsGroup })).toBe(2);
    expect(await count({ kind: ['user_created', 'user_deactivated'] })).toBe(4);
    expect(await count({ personId: (await person('cyd')).accountId })).toBeGreaterThan(1);
    expect(await count({ personId: (await person('cyd')).accountId })).toBeLessThan(all);
    expect(await count({ from: '2000-01-01T00:00:00+02:00' })).toBe(all);
    expect(await count({ to: '2000-01-01T00:00:00Z' })).toBe(0);
  });

  it('retries a failed job and no other', async () => {
    const jobId = await org.latestJob();
    for (const state of ['held', 'partly_applied', 'applied'] as const) {
      await api.database.optimistic(async (tx) => tx.syncJobs.patch(org.tenant, jobId, { state }));
      const { detail } = await api.fail('retrySyncJob', { params: { ...params, jobId } }, admin, 409);
      expect(detail.includes('through its hold')).toBe(state !== 'applied');
    }
    await api.database.optimistic(async (tx) => tx.syncJobs.patch(org.tenant, jobId, { state: 'failed' }));
    expect(await api.call('retrySyncJob', { params: { ...params, jobId } }, admin)).toMatchObject({ state: 'queued' });
    await org.settle();
  });

  it('lists audit events by action, outcome, actor and time', async () => {
    const actions = async (query: Record<string, string>) =>
      (await api.call('listAuditEvents', { params, query: { limit: '200', ...query } }, admin)).items;
    const byRoot = await actions({ actorAccountId: admin.accountId });
    expect(byRoot.length).toBeGreaterThan(5);
    expect(new Set(byRoot.map((event) => event.actor.email))).toEqual(new Set(['root@holdfast.example']));
    const byConnection = await actions({ actorConnectionId: org.connection.id });
    expect(byConnection.every((event) => event.actor.connectionName === 'Directory')).toBe(true);
    expect(byConnection.length).toBeGreaterThan(3);
    expect((await actions({ action: 'hold' })).map((event) => event.action)).toContain('hold.discarded');
    const everything = await actions({});
    for (const { action, target } of everything) expect([action, target?.label]).toEqual([action, expect.any(String)]);
    const applied = everything.filter((event) => event.action === 'access.changed');
    expect(applied.map((event) => event.target?.label)).toContain((await person('cyd')).email);
    expect(applied.flatMap((event) => event.roles ?? [])).toContainEqual({
      scope: { kind: 'organization', id: org.tenant, name: 'Acme' },
      before: 'member',
      after: 'admin',
    });
    const [created] = await actions({ action: 'role_mapping.created' });
    expect(created?.target?.label).toMatch(/^group “.+” to .+ of “.+”$/);
    expect(await actions({ to: '2000-01-01T00:00:00Z' })).toEqual([]);
    expect((await actions({ outcome: 'refused' })).every((event) => event.outcome === 'refused')).toBe(true);
  });
});

describe('the instance', () => {
  it('lists, locks, unlocks and deletes accounts', async () => {
    const dan = await api.somebody('dan@holdfast.example', admin);
    const one = { params: { accountId: dan.accountId } };
    const list = await api.call('listAccounts', { query: { query: 'DAN@' } }, admin);
    expect(list).toMatchObject({ items: [{ id: dan.accountId, hasPassword: true }], total: 1 });
    expect((await api.call('lockAccount', one, admin)).lockedAt).toBeDefined();
    await api.fail('getSession', {}, dan, 401);
    await api.fail('createSetPasswordLink', one, admin, 409);
    expect((await api.call('unlockAccount', one, admin)).lockedAt).toBeUndefined();
    await api.call('deleteAccount', one, admin);
    await api.fail('getAccount', one, admin, 404);
    await api.fail('createAccount', { body: { email: 'ana@holdfast.example' } }, admin, 409);
  });

  it('has administrators, and never none', async () => {
    const eve = await api.somebody('eve@holdfast.example', admin);
    await api.fail('listAccounts', {}, eve, 403);
    const body = { accountId: eve.accountId, reason: 'Stands in' };
    const made = await api.call('createAdministrator', { body }, admin);
    await api.call('listAccounts', {}, eve);
    const { items } = await api.call('listAdministrators', {}, admin);
    expect(items.map((item) => item.email).sort()).toEqual(['eve@holdfast.example', 'root@holdfast.example']);
    await api.call('deleteAdministrator', { params: { grantId: made.grantId } }, admin);
    const last = items.find((item) => item.accountId === admin.accountId)?.grantId ?? '';
    const problem = await api.fail('deleteAdministrator', { params: { grantId: last } }, admin, 409);
    expect(problem.type).toBe('urn:holdfast:problem:last-administrator');
    await api.fail('deleteAccount', { params: { accountId: admin.accountId } }, admin, 409);
  });

  it('tells which processes run, and whether changes are taken', async () => {
    const { app } = api;
    const row = { tenant: INSTANCE, kind: 'worker', host: 'host-7', release: '1.2.3', readOnly: false } as const;
    const now = app.clock.now();
    await app.database.transaction(async (tx) => {
      tx.processes.insert({ ...row, id: 'alive', pid: 7, startedAt: now, seenAt: now });
      const long = '2026-01-01T00:00:00.000Z';
      tx.processes.insert({ ...row, id: 'gone', pid: 8, startedAt: long, seenAt: long });
    });
    const state = await api.call('getOperationState', {}, admin);
    expect(state.readOnly).toBeUndefined();
    expect(state.processes.filter(({ host }) => host === 'host-7')).toEqual([
      {
        kind: 'worker',
        host: 'host-7',
        release: '1.2.3',
        readOnly: false,
        id: 'alive',
        pid: 7,
        startedAt: now,
        seenAt: now,
        alive: true,
      },
      expect.objectContaining({ id: 'gone', alive: false }),
    ]);
  });

  it('has API tokens', async () => {
    const created = await api.call('createApiToken', { body: { name: 'Terraform' } }, admin);
    const by = { token: created.token };
    expect(await api.call('getSession', {}, by)).toMatchObject({ via: 'api_token', account: { id: admin.accountId } });
    await api.call('createOrganization', { body: { name: 'By token', slug: 'by-token' } }, by);
    expect((await api.call('listApiTokens', {}, by)).items).toMatchObject([{ name: 'Terraform', state: 'active' }]);
    await api.call('revokeApiToken', { params: { tokenId: created.id } }, admin);
    await api.fail('getSession', {}, by, 401);
  });

  it('has an audit log of its own', async () => {
    const { items } = await api.call('listInstanceAuditEvents', { query: { limit: 200 } }, admin);
    const actions = new Set(items.map((event) => event.action));
    for (const action of ['one_time_link.redeemed', 'session.opened', 'account.created', 'api_token.revoked']) {
      expect(actions).toContain(action);
    }
    expect(JSON.stringify(items)).not.toMatch(/argon2|secretHash/);
  });
});

it('has answered every operation but the stream as the contract says', () => {
  const streams = Object.entries(contract).flatMap(([id, operation]) => ('events' in operation ? [id] : []));
  expect([...api.answered, ...streams].sort()).toEqual(Object.keys(contract).sort());
  expect(api.app.errors).toEqual([]);
});
