import { findAccountByEmail } from '../../application/accounts/find-account.ts';
import type { Doc } from '../../application/ports/collection.ts';
import type { ReadableCollection } from '../../application/ports/database.ts';
import { absent, and, type Condition, eq } from '../../application/ports/query.ts';
import type { Account } from '../../domain/accounts/account.ts';
import type { Connection } from '../../domain/provisioning/connection.ts';
import type { DirectoryGroup } from '../../domain/provisioning/directory-group.ts';
import type { DirectoryUser } from '../../domain/provisioning/directory-user.ts';
import { Refused } from '../errors.ts';
import type { Operator } from './operator.ts';

/** People type names where programs send ids; an operator sees every organization, so an id alone is enough. */

/** The organization to whom something belongs: the one that was named, else the one that has a document of this id. */
export async function organizationOf<T extends Doc>(
  operator: Operator,
  collection: ReadableCollection<T>,
  kind: string,
  id: string,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return (await operator.organization(named)).id;
  const [found] = await collection.findAcrossTenants({ where: eq<T>('id' as keyof T & string, id), limit: 1 });
  if (!found) throw new Refused(`There is no ${kind} ${id}.`);
  return found.tenant;
}

/** A live connection by id, or by name within a named organization. */
export async function findConnection(
  operator: Operator,
  idOrName: string,
  organization: string | undefined,
): Promise<Connection> {
  const { database } = operator.app;
  const live = absent<Connection>('deletedAt');
  if (organization === undefined) {
    const [found] = await database.connections.findAcrossTenants({ where: and(eq('id', idOrName), live), limit: 1 });
    if (found) return found;
    throw new Refused(`There is no connection with the id ${idOrName}; to name one, add --organization.`);
  }
  const { id: tenant, slug } = await operator.organization(organization);
  const found =
    (await database.connections.findOne(tenant, and(eq('id', idOrName), live))) ??
    (await database.connections.findOne(tenant, and(eq('name', idOrName), live)));
  if (!found) throw new Refused(`The organization ${slug} has no connection ${idOrName}.`);
  return found;
}

export async function findAccount({ app: { database } }: Operator, email: string): Promise<Account> {
  const account = await findAccountByEmail(database, email);
  if (!account) throw new Refused(`There is no account with the e-mail ${email}.`);
  return account;
}

/** A live group by id or by name. */
export const findGroup = ({ app: { database } }: Operator, tenant: string, idOrName: string): Promise<DirectoryGroup> =>
  oneOf('group', database.directoryGroups, tenant, idOrName, 'displayName', absent('deletedAt'));

/** A live user of a connection by id or by userName. */
export const findDirectoryUser = (
  { app: { database } }: Operator,
  { tenant, id }: Pick<Connection, 'tenant' | 'id'>,
  idOrName: string,
): Promise<DirectoryUser> =>
  oneOf(
    'user',
    database.directoryUsers,
    tenant,
    idOrName,
    'userName',
    and(eq('connectionId', id), absent('deletedAt')),
  );

/** The scope a command names by `--team` or `--project`; the organization without them. */
export async function findScope(
  { app: { database } }: Operator,
  tenant: string,
  flags: { readonly team?: string; readonly project?: string },
): Promise<{ readonly scopeKind: 'organization' | 'team' | 'project'; readonly scopeId: string }> {
  if (flags.team !== undefined && flags.project !== undefined) throw new Refused('Give --team or --project, not both.');
  if (flags.project !== undefined) {
    const { id } = await oneOf('project', database.projects, tenant, flags.project, 'name');
    return { scopeKind: 'project', scopeId: id };
  }
  if (flags.team !== undefined)
    return { scopeKind: 'team', scopeId: (await findTeam(database, tenant, flags.team)).id };
  return { scopeKind: 'organization', scopeId: tenant };
}

export const findTeam = (database: Operator['app']['database'], tenant: string, idOrName: string) =>
  oneOf('team', database.teams, tenant, idOrName, 'name');

async function oneOf<T extends Doc>(
  kind: string,
  collection: ReadableCollection<T>,
  tenant: string,
  idOrName: string,
  nameField: keyof T & string,
  also?: Condition<T>,
): Promise<T> {
  const where = (condition: Condition<T>) => (also ? and(condition, also) : condition);
  const byId = await collection.findOne(tenant, where(eq<T>('id' as keyof T & string, idOrName)));
  if (byId) return byId;
  const [found, second] = await collection.find(tenant, { where: where(eq<T>(nameField, idOrName)), limit: 2 });
  if (!found) throw new Refused(`The organization has no ${kind} ${idOrName}.`);
  if (second) throw new Refused(`Several are called ${idOrName}: give the id of the ${kind}.`);
  return found;
}
