import type { z } from 'zod';
import { deleteAccount } from '../../../application/access/delete-account.ts';
import { grantRole } from '../../../application/access/grant-role.ts';
import { lockAccount } from '../../../application/access/lock-account.ts';
import { revokeRole } from '../../../application/access/revoke-role.ts';
import { unlockAccount } from '../../../application/access/unlock-account.ts';
import { apiTokenPrefix, tokenState } from '../../../application/accounts/api-token.ts';
import { createAccount } from '../../../application/accounts/create-account.ts';
import { createApiToken } from '../../../application/accounts/create-api-token.ts';
import { createSetPasswordLink } from '../../../application/accounts/create-set-password-link.ts';
import { requireAccount } from '../../../application/accounts/find-account.ts';
import { isInstanceAdministrator } from '../../../application/accounts/is-instance-administrator.ts';
import { oneTimeLinkUrl } from '../../../application/accounts/one-time-link.ts';
import { revokeApiToken } from '../../../application/accounts/revoke-api-token.ts';
import { isAlive, listProcesses } from '../../../application/operation/processes.ts';
import { INSTANCE } from '../../../application/ports/collection.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { absent, and, eq, or } from '../../../application/ports/query.ts';
import type { RoleGrant } from '../../../domain/access/role-grant.ts';
import type { Account } from '../../../domain/accounts/account.ts';
import type { ApiToken } from '../../../domain/accounts/api-token.ts';
import type { Membership } from '../../../domain/accounts/membership.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames } from '../names.ts';
import type { instanceOperations } from '../operations/instance.ts';
import { readPage, shapePage } from '../read-page.ts';
import type {
  AccountDetail,
  Account as AccountSchema,
  Administrator,
  ApiToken as ApiTokenSchema,
} from '../schemas/account.ts';

export const instanceHandlers: Handlers<typeof instanceOperations> = {
  async listAccounts({ query }, { app: { database } }) {
    const live = absent<Account>('deletedAt');
    const where = query.query
      ? and(
          live,
          or<Account>(
            { op: 'contains', field: 'email', value: query.query },
            { op: 'contains', field: 'displayName', value: query.query },
          ),
        )
      : live;
    const page = await readPage(database.accounts, INSTANCE, { where, sort: [{ field: 'email' }] }, query);
    const total = query.cursor ? undefined : await database.accounts.count(INSTANCE, where);
    return { ...shapePage(page, shapeAccount), total };
  },

  async createAccount({ body }, { app, request }) {
    return shapeAccount(await createAccount(app, request, body));
  },

  async getAccount({ params }, { app }) {
    return await readAccount(app.database, params.accountId);
  },

  async lockAccount({ params }, { app, request }) {
    await lockAccount(app, request, params.accountId);
    return shapeAccount(await requireAccount(app.database, params.accountId));
  },

  async unlockAccount({ params }, { app, request }) {
    await unlockAccount(app, request, params.accountId);
    return shapeAccount(await requireAccount(app.database, params.accountId));
  },

  async deleteAccount({ params }, { app, request }) {
    await deleteAccount(app, request, params.accountId);
    return undefined;
  },

  async createSetPasswordLink({ params }, { app, request, baseUrl }) {
    const link = await createSetPasswordLink(app, request, params.accountId);
    return { url: oneTimeLinkUrl(baseUrl, link), expiresAt: link.expiresAt };
  },

  async listApiTokens({ query }, { app, caller }) {
    const page = await readPage(
      app.database.apiTokens,
      INSTANCE,
      { where: eq('accountId', caller.account.id), sort: [{ field: 'id', direction: 'descending' }] },
      query,
    );
    return shapePage(page, (token) => shapeApiToken(token, app.clock.now()));
  },

  async createApiToken({ body }, { app, request, caller }) {
    const { record, token } = await createApiToken(app, request, { ...body, accountId: caller.account.id });
    return { ...shapeApiToken(record, app.clock.now()), token };
  },

  async revokeApiToken({ params }, { app, request, caller }) {
    await revokeApiToken(app, request, caller.account.id, params.tokenId);
    return undefined;
  },

  async listAdministrators({ query }, { app: { database } }) {
    const where = and<RoleGrant>(eq('scopeKind', 'instance'), eq('scopeId', INSTANCE), eq('role', 'instance_admin'));
    const page = await readPage(database.roleGrants, INSTANCE, { where }, query);
    const names = await lookUpNames(database, INSTANCE, { accounts: page.docs.map((grant) => grant.accountId) });
    const items = page.docs.flatMap((grant) => {
      const account = names.account(grant.accountId);
      return account ? [shapeAdministrator(grant, account)] : [];
    });
    return { ...shapePage(page, (grant) => grant), items };
  },

  async createAdministrator({ body }, { app, request }) {
    const grant = await grantRole(app, request, INSTANCE, {
      ...body,
      scopeKind: 'instance',
      scopeId: INSTANCE,
      role: 'instance_admin',
    });
    return shapeAdministrator(grant, await requireAccount(app.database, grant.accountId));
  },

  async deleteAdministrator({ params, query }, { app, request }) {
    await revokeRole(app, request, INSTANCE, { grantId: params.grantId, reason: query.reason });
    return undefined;
  },

  async getOperationState(_input, { app }) {
    const [mode, processes] = await Promise.all([
      app.database.operatingMode.get(INSTANCE, INSTANCE),
      listProcesses(app),
    ]);
    const now = Date.parse(app.clock.now());
    return {
      ...(mode?.readOnly && { readOnly: { since: mode.since, reason: mode.reason } }),
      processes: processes.map(({ tenant: _, version: __, ...facts }) => ({
        ...facts,
        alive: isAlive({ seenAt: facts.seenAt }, now),
      })),
    };
  },
};

const shapeAccount = (account: Account): z.input<typeof AccountSchema> => ({
  id: account.id,
  kind: account.kind,
  email: account.email,
  displayName: account.displayName,
  createdAt: account.createdAt,
  lastSignInAt: account.lastSignInAt,
  lockedAt: account.lockedAt,
  hasPassword: account.passwordHash !== undefined,
});

async function readAccount(reads: Reads, accountId: string): Promise<z.input<typeof AccountDetail>> {
  const account = await requireAccount(reads, accountId);
  const [instanceAdministrator, memberships] = await Promise.all([
    isInstanceAdministrator(reads, accountId),
    reads.memberships.findAcrossTenants({ where: eq<Membership>('accountId', accountId) }),
  ]);
  const names = await lookUpNames(reads, INSTANCE, {
    scopes: memberships.map((membership) => ({ kind: 'organization', id: membership.tenant })),
  });
  return {
    ...shapeAccount(account),
    instanceAdministrator,
    memberships: memberships.map((membership) => ({
      organizationId: membership.tenant,
      organizationName: names.scope({ kind: 'organization', id: membership.tenant }).name,
      state: membership.state,
      since: membership.since,
    })),
  };
}

const shapeApiToken = (token: ApiToken, now: string): z.input<typeof ApiTokenSchema> => ({
  id: token.id,
  name: token.name,
  prefix: apiTokenPrefix(token.id),
  state: tokenState(token, now),
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  revokedAt: token.revokedAt,
  lastUsedAt: token.lastUsedAt,
});

const shapeAdministrator = (grant: RoleGrant, account: Account): z.input<typeof Administrator> => ({
  grantId: grant.id,
  accountId: account.id,
  email: account.email,
  displayName: account.displayName,
  source: grant.source.kind,
  createdAt: grant.createdAt,
});
