import type { ROLES, Role, ScopeKind } from './role.ts';

/** What people call each role. Programs get the role itself. */
export const ROLE_NAMES = {
  instance: { instance_admin: 'instance administrator' },
  organization: {
    admin: 'organization administrator',
    billing_admin: 'billing administrator',
    auditor: 'auditor',
    member: 'organization member',
  },
  team: { admin: 'team administrator', member: 'team member', viewer: 'team viewer' },
  project: { owner: 'project owner', editor: 'project editor', viewer: 'project viewer' },
} as const satisfies { [Kind in ScopeKind]: Record<(typeof ROLES)[Kind][number], string> };

/** `billing administrator` */
export const roleName = (kind: ScopeKind, role: Role): string =>
  (ROLE_NAMES[kind] as Partial<Record<Role, string>>)[role] ?? role.replaceAll('_', ' ');

/** `team member of “Platform”`; without the name when the scope is gone. */
export const roleInScope = (kind: ScopeKind, role: Role, scopeName: string | undefined): string =>
  scopeName === undefined ? roleName(kind, role) : `${roleName(kind, role)} of “${scopeName}”`;
