import { roleInScope } from '../../domain/access/role-name.ts';
import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';

type Names = Pick<Reads, 'directoryGroups' | 'connections' | 'organizations' | 'teams' | 'projects'>;
type Rule = Pick<RoleMapping, 'tenant' | 'match' | 'scopeKind' | 'scopeId' | 'role'>;

/** What a mapping says, for people, with the names of today: `group “Finance” to billing administrator of “Acme”`. */
export async function mappingLabel(reads: Names, mapping: Rule): Promise<string> {
  const [match, scope] = await Promise.all([matchName(reads, mapping), scopeName(reads, mapping)]);
  return `${match} to ${roleInScope(mapping.scopeKind, mapping.role, scope)}`;
}

async function matchName(reads: Names, { tenant, match }: Rule): Promise<string> {
  if (match.by === 'name') return `every group called “${match.name}”`;
  if (match.by === 'attribute') {
    const connection = await reads.connections.get(tenant, match.connectionId);
    return `${match.attribute} “${match.value}” of “${connection?.name ?? 'a connection that is gone'}”`;
  }
  const group = await reads.directoryGroups.get(tenant, match.groupId);
  return group ? `group “${group.displayName}”` : 'a group that is gone';
}

async function scopeName(reads: Names, { tenant, scopeKind, scopeId }: Rule): Promise<string | undefined> {
  switch (scopeKind) {
    case 'organization':
      return (await reads.organizations.get(INSTANCE, tenant))?.name;
    case 'team':
      return (await reads.teams.get(tenant, scopeId))?.name;
    case 'project':
      return (await reads.projects.get(tenant, scopeId))?.name;
  }
}
