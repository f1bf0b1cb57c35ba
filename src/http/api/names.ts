import { INSTANCE } from '../../application/ports/collection.ts';
import type { Reads } from '../../application/ports/database.ts';
import type { Scope } from '../../domain/access/role.ts';
import { scopeKey } from '../../domain/access/role.ts';
import type { Account } from '../../domain/accounts/account.ts';

interface Wanted {
  readonly accounts?: Iterable<string | undefined>;
  readonly connections?: Iterable<string | undefined>;
  readonly groups?: Iterable<string | undefined>;
  readonly scopes?: Iterable<Scope>;
}

/** Names of things that documents only know by id; undefined for what no longer exists. */
export interface Names {
  account(id: string | undefined): Account | undefined;
  connection(id: string | undefined): string | undefined;
  group(id: string | undefined): string | undefined;
  scope(scope: Scope): { kind: Scope['kind']; id: string; name?: string };
}

/** Looks all names of a page up at once: one read per kind, however long the page is. */
export async function lookUpNames(reads: Reads, tenant: string, wanted: Wanted): Promise<Names> {
  const scopes = [...(wanted.scopes ?? [])];
  const of = (kind: Scope['kind']) => scopes.filter((scope) => scope.kind === kind).map((scope) => scope.id);
  const [accounts, connections, groups, organizations, teams, projects] = await Promise.all([
    many(wanted.accounts, (ids) => reads.accounts.getMany(INSTANCE, ids)),
    many(wanted.connections, (ids) => reads.connections.getMany(tenant, ids)),
    many(wanted.groups, (ids) => reads.directoryGroups.getMany(tenant, ids)),
    many(of('organization'), (ids) => reads.organizations.getMany(INSTANCE, ids)),
    many(of('team'), (ids) => reads.teams.getMany(tenant, ids)),
    many(of('project'), (ids) => reads.projects.getMany(tenant, ids)),
  ]);
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  const connectionOf = new Map(connections.map((connection) => [connection.id, connection.name]));
  const groupOf = new Map(groups.map((group) => [group.id, group.displayName]));
  const scopeOf = new Map([
    ...organizations.map((one) => [scopeKey({ kind: 'organization', id: one.id }), one.name] as const),
    ...teams.map((one) => [scopeKey({ kind: 'team', id: one.id }), one.name] as const),
    ...projects.map((one) => [scopeKey({ kind: 'project', id: one.id }), one.name] as const),
  ]);
  return {
    account: (id) => (id === undefined ? undefined : accountOf.get(id)),
    connection: (id) => (id === undefined ? undefined : connectionOf.get(id)),
    group: (id) => (id === undefined ? undefined : groupOf.get(id)),
    scope: ({ kind, id }) => {
      const name = kind === 'instance' ? 'Instance' : scopeOf.get(scopeKey({ kind, id }));
      return { kind, id, ...(name !== undefined && { name }) };
    },
  };
}

async function many<T>(
  ids: Iterable<string | undefined> | undefined,
  get: (ids: readonly string[]) => Promise<T[]>,
): Promise<T[]> {
  const distinct = [...new Set(ids ?? [])].filter((id) => id !== undefined);
  return distinct.length === 0 ? [] : await get(distinct);
}
