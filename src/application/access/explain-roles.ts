import { ROLES, type Role, scopeKey } from '../../domain/access/role.ts';
import { effectiveRoles, grantScope, type RoleGrant } from '../../domain/access/role-grant.ts';
import { roleInScope } from '../../domain/access/role-name.ts';
import type { Membership } from '../../domain/accounts/membership.ts';
import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { Application } from '../application.ts';
import { NotFound } from '../errors.ts';
import { INSTANCE } from '../ports/collection.ts';
import { and, eq } from '../ports/query.ts';
import { groupPathsOf } from '../provisioning/group-paths.ts';

/** One reason why an account holds a role: connection → group → mapping → sync job → request. */
export interface RoleReason {
  readonly grantId: string;
  readonly scope: string;
  readonly scopeName: string;
  readonly role: Role;
  /** Whether the grant has effect: awake, in an active membership. */
  readonly effective: boolean;
  readonly source: RoleGrant['source']['kind'];
  readonly since: string;
  readonly connection?: { readonly id: string; readonly name: string };
  readonly group?: { readonly id: string; readonly displayName: string };
  /** When the person is in that group by way of others: from the one they were put into to that group. */
  readonly groupPath?: readonly { readonly id: string; readonly displayName: string }[];
  /** Of a mapping that names a value instead of a group. */
  readonly attribute?: { readonly name: string; readonly value: string };
  readonly mapping?: { readonly id: string; readonly by: RoleMapping['match']['by'] };
  readonly syncJob?: { readonly id: string; readonly summary: string; readonly requestId: string };
  readonly byAccount?: { readonly id: string; readonly email: string };
  readonly reason?: string;
  /** One sentence that tells the whole chain. */
  readonly sentence: string;
}

export interface RoleExplanation {
  readonly accountId: string;
  readonly email: string;
  readonly membership?: Pick<Membership, 'state' | 'cause' | 'since'>;
  /** Scope key → strongest role in effect. */
  readonly effectiveRoles: Readonly<Record<string, Role>>;
  readonly reasons: readonly RoleReason[];
  readonly openHold?: { readonly id: string; readonly explanation: string };
}

/**
 * Answers "why does X have role Y?" from the grants' sources.
 * @throws NotFound when the account is unknown or has nothing to do with the organization.
 */
export async function explainRoles(app: Application, tenant: string, accountId: string): Promise<RoleExplanation> {
  const { database } = app;
  const [account, organization, membership, grants, holds] = await Promise.all([
    database.accounts.get(INSTANCE, accountId),
    database.organizations.get(INSTANCE, tenant),
    database.memberships.get(tenant, accountId),
    database.roleGrants.find(tenant, { where: eq('accountId', accountId) }),
    database.holds.find(tenant, { where: and(eq('state', 'open'), eq('accountId', accountId)) }),
  ]);
  if (!account || (!membership && grants.length === 0)) throw new NotFound('member', accountId);

  const ids = (pick: (grant: RoleGrant) => string | undefined) => [
    ...new Set(grants.flatMap((grant) => pick(grant) ?? [])),
  ];
  const scopeIds = (kind: string) => ids((grant) => (grant.scopeKind === kind ? grant.scopeId : undefined));
  const [connections, groups, mappings, jobs, people, teams, projects] = await Promise.all([
    database.connections.getMany(
      tenant,
      ids((grant) => grant.connectionId),
    ),
    database.directoryGroups.getMany(
      tenant,
      ids((grant) => grant.groupId),
    ),
    database.roleMappings.getMany(
      tenant,
      ids((grant) => grant.mappingId),
    ),
    database.syncJobs.getMany(
      tenant,
      ids((grant) => grant.jobId),
    ),
    database.accounts.getMany(
      INSTANCE,
      ids((grant) => (grant.source.kind === 'manual' ? grant.source.byAccountId : undefined)),
    ),
    database.teams.getMany(tenant, scopeIds('team')),
    database.projects.getMany(tenant, scopeIds('project')),
  ]);
  const paths = await groupPathsOf(database, tenant, accountId, connections);
  const names = new Map<string, string>([
    [`organization:${tenant}`, organization?.name ?? tenant],
    ...teams.map((team) => [`team:${team.id}`, team.name] as const),
    ...projects.map((project) => [`project:${project.id}`, project.name] as const),
  ]);
  const find = <T extends { readonly id: string }>(list: readonly T[], id: string | undefined) =>
    id === undefined ? undefined : list.find((one) => one.id === id);

  const isActive = membership?.state === 'active';
  const reasons = grants.map((grant): RoleReason => {
    const scope = scopeKey(grantScope(grant));
    const connection = find(connections, grant.connectionId);
    const group = find(groups, grant.groupId);
    const mapping = find(mappings, grant.mappingId);
    const job = find(jobs, grant.jobId);
    const groupPath = group && paths.get(group.id);
    const by = grant.source.kind === 'manual' ? find(people, grant.source.byAccountId) : undefined;
    const reason = grant.source.kind === 'manual' ? grant.source.reason : undefined;
    const attribute = grant.source.kind === 'mapping' ? grant.source.attribute : undefined;
    const scopeName = names.get(scope) ?? grant.scopeId;
    return {
      grantId: grant.id,
      scope,
      scopeName,
      role: grant.role,
      effective: isActive && !grant.dormant,
      source: grant.source.kind,
      since: grant.createdAt,
      ...(connection && { connection: { id: connection.id, name: connection.name } }),
      ...(group && { group: { id: group.id, displayName: group.displayName } }),
      ...(groupPath && { groupPath }),
      ...(attribute && { attribute }),
      ...(mapping && { mapping: { id: mapping.id, by: mapping.match.by } }),
      ...(job && { syncJob: { id: job.id, summary: job.summary, requestId: job.requestId } }),
      ...(by && { byAccount: { id: by.id, email: by.email } }),
      ...(reason !== undefined && { reason }),
      sentence: sentenceOf(grant, {
        scopeName,
        connection: connection?.name,
        group: group?.displayName,
        groupPath,
        attribute,
        by: by?.email,
        reason,
      }),
    };
  });
  const effective: Record<string, Role> = isActive
    ? {
        [`organization:${tenant}`]: ROLES.organization[3],
        ...Object.fromEntries(effectiveRoles(grants.filter((grant) => !grant.dormant))),
      }
    : {};
  const [hold] = holds;
  return {
    accountId,
    email: account.email,
    ...(membership && {
      membership: {
        state: membership.state,
        since: membership.since,
        ...(membership.cause && { cause: membership.cause }),
      },
    }),
    effectiveRoles: effective,
    reasons,
    ...(hold && { openHold: { id: hold.id, explanation: hold.explanation } }),
  };
}

interface SentenceParts {
  readonly scopeName: string;
  readonly connection?: string | undefined;
  readonly group?: string | undefined;
  readonly groupPath?: readonly { readonly displayName: string }[] | undefined;
  readonly attribute?: { readonly name: string; readonly value: string } | undefined;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
}

/** `“Crew”, which is in “Staff”, which is in “Everybody”` */
const groupsIn = ({ group, groupPath }: SentenceParts): string =>
  (groupPath?.map(({ displayName }) => displayName) ?? [group ?? 'deleted'])
    .map((name) => `“${name}”`)
    .join(', which is in ');

function sentenceOf(grant: RoleGrant, parts: SentenceParts): string {
  const role = roleInScope(grant.scopeKind, grant.role, parts.scopeName);
  switch (grant.source.kind) {
    case 'mapping':
      if (parts.attribute) {
        const { name, value } = parts.attribute;
        return `${role}: connection “${parts.connection ?? 'deleted'}” gave the person “${value}” in ${name}, which is mapped to this role`;
      }
      return `${role}: connection “${parts.connection ?? 'deleted'}” put the person into group ${groupsIn(parts)}, which is mapped to this role`;
    case 'first_user':
      return `${role}: was here first`;
    case 'manual': {
      const by = parts.by ? ` by ${parts.by}` : '';
      return `${role}: given by hand${by}${parts.reason ? ` (${parts.reason})` : ''}`;
    }
  }
}
