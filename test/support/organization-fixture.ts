import { isAdministrator } from '../../src/application/access/assert-loss-allowed.ts';
import { grantRole } from '../../src/application/access/grant-role.ts';
import type { Application } from '../../src/application/application.ts';
import type { PersonRequest } from '../../src/application/person-request.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { absent, and, eq } from '../../src/application/ports/query.ts';
import { changeDirectoryGroup } from '../../src/application/provisioning/change-directory-group.ts';
import { changeDirectoryUser } from '../../src/application/provisioning/change-directory-user.ts';
import type { ConnectionRequest } from '../../src/application/provisioning/connection-request.ts';
import { createDirectoryGroup } from '../../src/application/provisioning/create-directory-group.ts';
import { createDirectoryUser } from '../../src/application/provisioning/create-directory-user.ts';
import { createRoleMapping } from '../../src/application/provisioning/create-role-mapping.ts';
import type { MappingInput } from '../../src/application/provisioning/mapping-input.ts';
import type { Role, ScopeKind } from '../../src/domain/access/role.ts';
import type { Connection } from '../../src/domain/provisioning/connection.ts';
import type { DirectoryUser } from '../../src/domain/provisioning/directory-user.ts';
import { applyDueJobs } from './apply-due-jobs.ts';

/** An organization with one connection, driven through the real use cases. */
export interface OrganizationFixture {
  readonly tenant: string;
  readonly connection: Connection;
  readonly request: ConnectionRequest;
  readonly person: PersonRequest;
  addUser(name: string, changes?: { active?: boolean; externalId?: string }): Promise<DirectoryUser>;
  addGroup(name: string, members?: readonly DirectoryUser[]): Promise<string>;
  setMembers(groupId: string, members: readonly DirectoryUser[]): Promise<void>;
  /** Makes exactly these groups and people the members of a group. */
  nest(groupId: string, groupIds: readonly string[], members?: readonly DirectoryUser[]): Promise<void>;
  setActive(user: DirectoryUser, active: boolean): Promise<void>;
  map(
    match: MappingInput['match'],
    role: Role,
    scope?: { kind: Exclude<ScopeKind, 'instance'>; id: string },
  ): Promise<string>;
  addTeam(name: string): Promise<string>;
  makeAdministrator(accountId: string): Promise<void>;
  /** Accounts that are administrators in effect. */
  administrators(): Promise<string[]>;
  openHolds(): Promise<string[]>;
  rolesOf(accountId: string): Promise<string[]>;
  latestJob(): Promise<string>;
  settle(): Promise<void>;
}

export async function createOrganizationFixture(
  app: Application,
  changes: Partial<Connection> = {},
): Promise<OrganizationFixture> {
  const { database } = app;
  const tenant = app.newId();
  const now = app.clock.now();
  const connection: Connection = {
    id: app.newId(),
    tenant,
    version: 1,
    type: 'okta',
    name: 'Directory',
    onLastAdministrator: 'hold',
    whileHeld: 'end_sessions',
    groupUniqueness: 'displayName',
    createdAt: now,
    ...changes,
  };
  await database.optimistic(async (tx) => {
    tx.organizations.insert({
      id: tenant,
      tenant: INSTANCE,
      name: 'Acme',
      slug: tenant,
      leaverRule: 'any',
      createdAt: now,
    });
    tx.connections.insert(connection);
  });
  const request: ConnectionRequest = { connection, tokenId: 'test', requestId: 'request', recorded: {} };
  const person: PersonRequest = { actor: { kind: 'operator', via: 'cli' }, requestId: 'request' };
  const edit = (groupId: string, members: readonly DirectoryUser[]) =>
    changeDirectoryGroup(app, request, groupId, {
      members: [{ op: 'replace', members: members.map((user) => ({ userId: user.id })) }],
    });

  return {
    tenant,
    connection,
    request,
    person,
    addUser: (name, { active = true, externalId } = {}) =>
      createDirectoryUser(app, request, {
        userName: `${name}.${tenant}@acme.example`,
        active,
        ...(externalId !== undefined && { externalId }),
        attributes: {},
      }),
    async addGroup(name, members = []) {
      const group = await createDirectoryGroup(
        app,
        request,
        { displayName: name, attributes: {} },
        members.map((user) => ({ userId: user.id })),
      );
      return group.id;
    },
    async setMembers(groupId, members) {
      await edit(groupId, members);
    },
    async nest(groupId, groupIds, members = []) {
      const ids = [...groupIds, ...members.map((user) => user.id)];
      await changeDirectoryGroup(app, request, groupId, {
        members: [{ op: 'replace', members: ids.map((userId) => ({ userId })) }],
      });
    },
    async setActive(user, active) {
      await changeDirectoryUser(app, request, user.id, (current) => ({ ...current, active }));
    },
    async map(match, role, scope = { kind: 'organization', id: tenant }) {
      const { mapping } = await createRoleMapping(app, person, tenant, {
        match,
        role,
        scopeKind: scope.kind,
        scopeId: scope.id,
      });
      return mapping.id;
    },
    async addTeam(name) {
      const id = app.newId();
      await database.optimistic(async (tx) => tx.teams.insert({ id, tenant, name, createdAt: now }));
      return id;
    },
    async makeAdministrator(accountId) {
      await grantRole(app, person, tenant, { accountId, scopeKind: 'organization', scopeId: tenant, role: 'admin' });
    },
    async administrators() {
      const scope = { kind: 'organization', id: tenant } as const;
      const grants = await database.roleGrants.find(tenant, {
        where: and(eq('scopeKind', 'organization'), eq('role', 'admin')),
      });
      const accounts = [...new Set(grants.map((grant) => grant.accountId))].sort();
      const holding = await Promise.all(accounts.map((id) => isAdministratorNow(app, tenant, scope, id)));
      return accounts.filter((_, index) => holding[index]);
    },
    async openHolds() {
      return (await database.holds.find(tenant, { where: eq('state', 'open') })).map((hold) => hold.accountId).sort();
    },
    async rolesOf(accountId) {
      const grants = await database.roleGrants.find(tenant, { where: eq('accountId', accountId) });
      return grants.map((grant) => `${grant.scopeKind}:${grant.role}`).sort();
    },
    async latestJob() {
      const [job] = await database.syncJobs.find(tenant, {
        sort: [{ field: 'id', direction: 'descending' }],
        limit: 1,
      });
      if (!job) throw new Error('There is no job');
      return job.id;
    },
    settle: () => applyDueJobs(app, tenant),
  };
}

const isAdministratorNow = (
  app: Application,
  tenant: string,
  scope: { readonly kind: 'organization'; readonly id: string },
  accountId: string,
): Promise<boolean> => app.database.transaction((tx) => isAdministrator(tx, tenant, scope, accountId));

/** The account a directory user is linked to. */
export function accountOf(user: DirectoryUser): string {
  if (user.accountId === undefined) throw new Error(`${user.userName} is not linked`);
  return user.accountId;
}

export const liveMappings = (app: Application, tenant: string) =>
  app.database.roleMappings.find(tenant, { where: absent('deletedAt') });
