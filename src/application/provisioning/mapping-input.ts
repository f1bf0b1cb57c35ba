import { isRoleOf, type Role } from '../../domain/access/role.ts';
import type { AttributeMatch, RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import { foldCase } from '../../domain/text/fold-case.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import type { Transaction } from '../ports/database.ts';
import { absent, and, eq } from '../ports/query.ts';

export interface MappingInput {
  readonly match: RoleMapping['match'];
  readonly scopeKind: RoleMapping['scopeKind'];
  readonly scopeId: string;
  readonly role: string;
}

export interface CheckedMapping extends Omit<MappingInput, 'role'> {
  readonly role: Role;
}

/**
 * Checks a mapping against the organization: the scope exists and is its own, the role is one of the scope's, the group
 * is live.
 * @throws InvalidInput, NotFound.
 */
export async function checkMapping(tx: Transaction, tenant: string, input: MappingInput): Promise<CheckedMapping> {
  if (!isRoleOf(input.scopeKind, input.role)) {
    throw new InvalidInput('role', `"${input.role}" is not a role of a ${input.scopeKind}`);
  }
  await requireScope(tx, tenant, input.scopeKind, input.scopeId);
  if (input.match.by === 'group') {
    const group = await tx.directoryGroups.get(tenant, input.match.groupId);
    if (!group || group.deletedAt) throw new NotFound('group', input.match.groupId);
  } else {
    if (input.match.by === 'name' && input.match.name.trim() === '') {
      throw new InvalidInput('match.name', 'Give the name of the group');
    }
    if (input.match.by === 'attribute' && input.match.value.trim() === '') {
      throw new InvalidInput('match.value', `Give the value of ${input.match.attribute}`);
    }
    if (input.match.connectionId !== undefined) {
      const connection = await tx.connections.get(tenant, input.match.connectionId);
      if (!connection || connection.deletedAt) throw new NotFound('connection', input.match.connectionId);
    }
  }
  return { ...input, role: input.role };
}

/** The scope must exist and belong to the organization. */
export async function requireScope(tx: Transaction, tenant: string, kind: string, id: string): Promise<void> {
  if (kind === 'organization') {
    if (id !== tenant) throw new NotFound('organization', id);
  } else if (kind === 'team') {
    if (!(await tx.teams.get(tenant, id))) throw new NotFound('team', id);
  } else if (!(await tx.projects.get(tenant, id))) throw new NotFound('project', id);
}

/** The groups a match concerns, tombstones included: whoever is or was in them is a subject of the mapping. */
export async function groupsOfMatch(
  tx: Pick<Transaction, 'directoryGroups'>,
  tenant: string,
  match: RoleMapping['match'],
): Promise<string[]> {
  if (match.by === 'group') return [match.groupId];
  if (match.by === 'attribute') return [];
  const connections = match.connectionId
    ? [match.connectionId]
    : [...(await tx.directoryGroups.countBy(tenant, 'connectionId')).keys()];
  const found = await Promise.all(
    connections.map((connectionId) =>
      tx.directoryGroups.find(tenant, {
        where: and(eq('connectionId', connectionId), eq('displayName', foldCase(match.name))),
      }),
    ),
  );
  return found.flat().map((group) => group.id);
}

/** Mappings that say the same thing twice help nobody. */
export async function isDuplicate(
  tx: Pick<Transaction, 'roleMappings'>,
  tenant: string,
  input: CheckedMapping,
  exceptId?: string,
): Promise<boolean> {
  const same = await tx.roleMappings.find(tenant, {
    where: and(
      eq('scopeKind', input.scopeKind),
      eq('scopeId', input.scopeId),
      eq('role', input.role),
      absent('deletedAt'),
    ),
  });
  return same.some((mapping) => mapping.id !== exceptId && matchKey(mapping.match) === matchKey(input.match));
}

function matchKey(match: RoleMapping['match']): string {
  switch (match.by) {
    case 'group':
      return `group:${match.groupId}`;
    case 'name':
      return `name:${match.connectionId ?? ''}:${foldCase(match.name)}`;
    case 'attribute':
      return `attribute:${match.connectionId}:${match.attribute}:${foldCase(match.value)}`;
  }
}

/** The values matches name: whoever has them is a subject of the mapping. */
export const valuesOfMatches = (...matches: readonly RoleMapping['match'][]): readonly AttributeMatch[] =>
  matches.filter((match) => match.by === 'attribute');
