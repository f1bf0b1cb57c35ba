import type { Role } from './role.ts';

export type Permission = 'create' | 'read' | 'update' | 'delete';

/** What permissions are about. */
export const AREAS = [
  'organization_members',
  'billing',
  'team_members',
  'project_members',
  'project_management',
] as const;
export type Area = (typeof AREAS)[number];

/** A role of one kind of scope; the same word means different things in an organization and a team. */
export type ScopedRoleName =
  | 'organization:admin'
  | 'organization:billing_admin'
  | 'organization:auditor'
  | 'organization:member'
  | 'team:admin'
  | 'project:owner';

const CRUD: readonly Permission[] = ['create', 'read', 'update', 'delete'];
const CRU: readonly Permission[] = ['create', 'read', 'update'];
const R: readonly Permission[] = ['read'];

/**
 * Who may do what, within the scope the role is held in. What is not listed is not allowed. Roles that are missing
 * altogether (team member, project editor, viewers) carry no permission of this kind.
 */
export const PERMISSION_MATRIX: Readonly<
  Record<ScopedRoleName, Readonly<Partial<Record<Area, readonly Permission[]>>>>
> = {
  'organization:admin': {
    organization_members: CRUD,
    billing: CRUD,
    team_members: CRUD,
    project_members: CRUD,
    project_management: CRUD,
  },
  'organization:billing_admin': { organization_members: R, billing: CRUD },
  'organization:member': { organization_members: R },
  'project:owner': { project_members: CRUD, project_management: CRU },
  // Of their team and its projects only.
  'team:admin': { team_members: CRUD, project_members: CRUD, project_management: CRUD },
  'organization:auditor': {
    organization_members: R,
    billing: R,
    team_members: R,
    project_members: R,
    project_management: R,
  },
};

/** Whether a role, held in a scope, gives a permission there. */
export function roleAllows(
  scopeKind: 'organization' | 'team' | 'project',
  role: Role,
  area: Area,
  permission: Permission,
): boolean {
  const name = `${scopeKind}:${role}`;
  return isListed(name) && (PERMISSION_MATRIX[name][area] ?? []).includes(permission);
}

const isListed = (name: string): name is ScopedRoleName => Object.hasOwn(PERMISSION_MATRIX, name);
