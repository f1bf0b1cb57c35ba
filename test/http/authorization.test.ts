import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contract, type OperationId } from '../../src/http/api/contract.ts';
import type { Operation } from '../../src/http/api/operation.ts';
import { createOrganizationFixture, type OrganizationFixture } from '../support/organization-fixture.ts';
import { type ApiFixture, type CallInput, openApiFixture, type SignedIn } from './api-fixture.ts';

let api: ApiFixture;
let admin: SignedIn;
let nobody: SignedIn;
let ours: OrganizationFixture;
let theirs: OrganizationFixture;

beforeAll(async () => {
  api = await openApiFixture();
  admin = await api.firstAdministrator();
  nobody = await api.somebody('nobody@holdfast.example', admin);
  ours = await createOrganizationFixture(api.app);
  theirs = await createOrganizationFixture(api.app);
});
afterAll(() => api.close());

const operations = Object.entries<Operation>(contract) as [OperationId, Operation][];
const withSignIn = operations.filter(([, operation]) => operation.action !== 'public');
const own = withSignIn.filter(([, operation]) => operation.action.endsWith('.own'));
const privileged = withSignIn.filter(([, operation]) => !operation.action.endsWith('.own'));
const changing = withSignIn.filter(([, operation]) => operation.method !== 'get');
const ids = (list: typeof operations) => list.map(([id]) => id);

/** Any address of the operation; what it is about need not exist. */
const somewhere = (id: OperationId, organization = ours.tenant): CallInput => ({
  params: Object.fromEntries(
    [...contract[id].path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      name === 'organization' ? organization : 'something',
    ]),
  ),
});

describe('without a sign-in', () => {
  it.each(ids(withSignIn))('%s answers 401', async (id) => {
    const problem = await api.fail(id, somewhere(id), {}, 401);
    expect(problem.type).toBe('urn:holdfast:problem:not-signed-in');
  });

  it.each(['hfa_x', 'hf_a_b_c', 'x'.repeat(300)])('an unknown token %s answers 401', async (token) => {
    await api.fail('listOrganizations', {}, { token }, 401);
  });

  it('a wrong token is not made good by a cookie', async () => {
    await api.fail('getSession', {}, { ...admin, token: 'hfa_x' }, 401);
  });

  it('another scheme answers 401', async () => {
    await api.fail('getSession', {}, { headers: { authorization: 'Basic cm9vdDpyb290' } }, 401);
  });
});

describe('without a role', () => {
  it.each(ids(privileged))('%s answers 403, before it looks at the body', async (id) => {
    const problem = await api.fail(id, somewhere(id), nobody, 403);
    expect(problem.type).toBe('urn:holdfast:problem:forbidden');
  });

  it('organizations that exist and others are not told apart', async () => {
    const there = await api.fail('getOrganization', { params: { organization: ours.tenant } }, nobody, 403);
    const notThere = await api.fail('getOrganization', { params: { organization: 'nowhere' } }, nobody, 403);
    expect({ ...there, instance: '' }).toEqual({ ...notThere, instance: '' });
  });

  it('one’s own things are there', async () => {
    expect(ids(own).sort()).toEqual(
      ['changePassword', 'createApiToken', 'getSession', 'listApiTokens', 'revokeApiToken', 'signOut'].sort(),
    );
    expect((await api.call('getSession', {}, nobody)).roles).toEqual([]);
  });

  it('somebody else’s API token is not there', async () => {
    const mine = await api.call('createApiToken', { body: { name: 'Mine' } }, admin);
    await api.fail('revokeApiToken', { params: { tokenId: mine.id } }, nobody, 404);
    expect((await api.call('listApiTokens', {}, nobody)).items).toEqual([]);
  });

  it('a role is believed at the next request, and no longer once it is taken', async () => {
    const body = { accountId: nobody.accountId };
    const made = await api.call('createAdministrator', { body }, admin);
    await api.call('listOrganizations', {}, nobody);
    await api.call('deleteAdministrator', { params: { grantId: made.grantId } }, admin);
    await api.fail('listOrganizations', {}, nobody, 403);
  });
});

describe('with a session cookie alone', () => {
  it.each(ids(changing))('%s answers 403 without the session’s x-csrf-token', async (id) => {
    for (const csrf of ['', nobody.csrf]) {
      const problem = await api.fail(id, somewhere(id), { cookie: admin.cookie, csrf }, 403);
      expect(problem.type).toBe('urn:holdfast:problem:cross-site-request');
    }
  });

  it('reading needs none', async () => {
    await api.call('listOrganizations', {}, { cookie: admin.cookie });
  });
});

describe('what belongs to another organization', () => {
  const there = async (): Promise<Record<string, string>> => {
    const user = await theirs.addUser('zoe');
    const group = await theirs.addGroup('Group', [user]);
    const mappingId = await theirs.map({ by: 'group', groupId: group }, 'admin');
    await theirs.settle();
    await theirs.setMembers(group, []);
    await theirs.settle();
    const [hold] = await api.database.holds.find(theirs.tenant);
    const [grant] = await api.database.roleGrants.find(theirs.tenant);
    const params = { organization: theirs.tenant, connectionId: theirs.connection.id };
    const token = await api.call('createConnectionToken', { params, body: {} }, admin);
    const extension = { id: 'urn:acme:hr:2.0:User', name: 'Theirs', attributes: [{ name: 'badge' }] };
    await api.call('declareExtensionSchema', { params, body: extension }, admin);
    const oauthClient = await api.call('createOauthClient', { params, body: { name: 'Theirs' } }, admin);
    return {
      connectionId: theirs.connection.id,
      tokenId: token.id,
      oauthClientId: oauthClient.id,
      schemaId: extension.id,
      mappingId,
      jobId: await theirs.latestJob(),
      holdId: hold?.id ?? '',
      grantId: grant?.id ?? '',
      person: user.accountId ?? '',
      groupId: group,
      userId: user.id,
    };
  };
  const bodies: Partial<Record<OperationId, unknown>> = {
    changeConnection: { name: 'Mine now' },
    createConnectionToken: {},
    rotateConnectionToken: {},
    createOauthClient: { name: 'Mine' },
    rotateOauthClientSecret: {},
    declareExtensionSchema: { id: 'urn:acme:mine:2.0:User', name: 'Mine', attributes: [{ name: 'badge' }] },
    changeExtensionSchema: { name: 'Mine' },
    changeMapping: { match: { by: 'name', name: 'x' }, scopeKind: 'organization', scopeId: '', role: 'admin' },
    completeHold: { makeAdministrator: 'somebody' },
    discardHold: { reason: 'x', days: 1 },
    suspendPerson: { reason: 'x' },
    restorePerson: { reason: 'x' },
  };

  it('is not there, whatever is asked of it', async () => {
    const things = await there();
    expect(Object.values(things).every((id) => id !== '')).toBe(true);
    const reaching = operations.filter(
      ([, { path }]) => path.startsWith('/organizations/') && [...path.matchAll(/\{/g)].length > 1,
    );
    expect(reaching.length).toBeGreaterThan(18);
    const before = await api.database.auditEvents.count(theirs.tenant);
    for (const [id, operation] of reaching) {
      const params = Object.fromEntries(
        [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, things[name] ?? ours.tenant]),
      );
      const body = id === 'changeMapping' ? { ...(bodies[id] as object), scopeId: ours.tenant } : bodies[id];
      const query = id === 'deleteConnection' ? { people: 'keep' } : {};
      const input = { params, query, ...(body !== undefined && { body }) };
      await api.fail(id, input, admin, 404);
    }
    expect(await api.database.auditEvents.count(theirs.tenant)).toBe(before);
  });

  it('cannot be named in a body either', async () => {
    const params = { organization: ours.tenant };
    const [group] = await api.database.directoryGroups.find(theirs.tenant);
    const mapping = { scopeKind: 'organization', role: 'admin' };
    const byGroup = { by: 'group', groupId: group?.id };
    const body = { ...mapping, scopeId: ours.tenant, match: byGroup };
    await api.fail('createMapping', { params, body }, admin, 404);
    const foreignScope = { ...mapping, scopeId: theirs.tenant, match: { by: 'name', name: 'x' } };
    await api.fail('createMapping', { params, body: foreignScope }, admin, 404);
    const connectionId = theirs.connection.id;
    const foreignConnection = { ...body, match: { by: 'name', name: 'x', connectionId } };
    await api.fail('createMapping', { params, body: foreignConnection }, admin, 404);
    const foreignValue = { ...body, match: { by: 'attribute', connectionId, attribute: 'roles', value: 'x' } };
    await api.fail('createMapping', { params, body: foreignValue }, admin, 404);
  });
});
