import { explainRoles } from '../../../application/access/explain-roles.ts';
import { grantRole } from '../../../application/access/grant-role.ts';
import { restoreMembership } from '../../../application/access/restore-membership.ts';
import { revokeRole } from '../../../application/access/revoke-role.ts';
import { suspendMembership } from '../../../application/access/suspend-membership.ts';
import { findAccountByEmail } from '../../../application/accounts/find-account.ts';
import { NotFound } from '../../../application/errors.ts';
import type { Reads } from '../../../application/ports/database.ts';
import { and, type Condition, eq } from '../../../application/ports/query.ts';
import type { RoleGrant } from '../../../domain/access/role-grant.ts';
import type { Handlers } from '../handler.ts';
import { lookUpNames } from '../names.ts';
import type { peopleOperations } from '../operations/people.ts';
import { readPage, shapePage } from '../read-page.ts';
import { readPeople, readPerson } from '../read-people.ts';
import { shapeExplanation } from '../shapes/explanation.ts';
import { namesOfGrants, shapeGrant } from '../shapes/grant.ts';

export const peopleHandlers: Handlers<typeof peopleOperations> = {
  async listPeople({ query }, { app, organization }) {
    return await readPeople(app.database, organization.id, query);
  },

  async getPerson({ params }, { app, organization }) {
    return await readPerson(app.database, organization.id, await accountIdOf(app.database, params.person));
  },

  async explainPerson({ params }, { app, organization }) {
    const accountId = await accountIdOf(app.database, params.person);
    const explanation = await explainRoles(app, organization.id, accountId);
    return await shapeExplanation(app.database, organization.id, explanation);
  },

  async suspendPerson({ params, body }, { app, request, organization }) {
    const accountId = await accountIdOf(app.database, params.person);
    await suspendMembership(app, request, organization.id, accountId, body.reason);
    return await readPerson(app.database, organization.id, accountId);
  },

  async restorePerson({ params, body }, { app, request, organization }) {
    const accountId = await accountIdOf(app.database, params.person);
    await restoreMembership(app, request, organization.id, accountId, body.reason);
    return await readPerson(app.database, organization.id, accountId);
  },

  async listGrants({ query }, { app: { database }, organization: { id: tenant } }) {
    const conditions: Condition<RoleGrant>[] = (['accountId', 'scopeKind', 'scopeId', 'role'] as const).flatMap(
      (field) => (query[field] === undefined ? [] : [eq<RoleGrant>(field, query[field])]),
    );
    const page = await readPage(
      database.roleGrants,
      tenant,
      conditions.length > 0 ? { where: and(...conditions) } : {},
      query,
    );
    const names = await lookUpNames(database, tenant, namesOfGrants(page.docs));
    return shapePage(page, (grant) => shapeGrant(grant, names));
  },

  async createGrant({ body }, { app, request, organization }) {
    const grant = await grantRole(app, request, organization.id, body);
    return shapeGrant(grant, await lookUpNames(app.database, organization.id, namesOfGrants([grant])));
  },

  async deleteGrant({ params, query }, { app, request, organization }) {
    await revokeRole(app, request, organization.id, { grantId: params.grantId, reason: query.reason });
    return undefined;
  },
};

/** @throws NotFound */
async function accountIdOf(reads: Reads, idOrEmail: string): Promise<string> {
  if (!idOrEmail.includes('@')) return idOrEmail;
  const account = await findAccountByEmail(reads, idOrEmail);
  if (!account) throw new NotFound('person', idOrEmail);
  return account.id;
}
