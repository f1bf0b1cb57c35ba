import type { Role, Scope, ScopeKind } from '../api/types.ts';

type RoleName = Readonly<Partial<Record<Role, { readonly name: string; readonly meaning: string }>>>;

/** The roles of each kind of scope, strongest first, in words. */
export const ROLE_NAMES: Readonly<Record<ScopeKind, RoleName>> = {
  instance: { instance_admin: { name: 'instance administrator', meaning: 'Manages the whole installation' } },
  organization: {
    admin: { name: 'organization administrator', meaning: 'Manages members, billing, teams and projects' },
    billing_admin: { name: 'billing administrator', meaning: 'Manages billing, sees the members' },
    auditor: { name: 'auditor', meaning: 'Reads everything, changes nothing' },
    member: { name: 'organization member', meaning: 'Sees the members' },
  },
  team: {
    admin: { name: 'team administrator', meaning: 'Manages the team’s members and projects' },
    member: { name: 'team member', meaning: 'Works in the team' },
    viewer: { name: 'team viewer', meaning: 'Sees the team' },
  },
  project: {
    owner: { name: 'project owner', meaning: 'Manages the project and its members' },
    editor: { name: 'project editor', meaning: 'Works in the project' },
    viewer: { name: 'project viewer', meaning: 'Sees the project' },
  },
};

export const roleName = (kind: ScopeKind, role: Role): string => ROLE_NAMES[kind][role]?.name ?? role;

/** Whether the last-administrator guard watches over this role. */
export const isGuarded = (kind: ScopeKind, role: Role | undefined): boolean =>
  (kind === 'organization' && role === 'admin') || (kind === 'instance' && role === 'instance_admin');

const KIND_NAMES: Readonly<Record<ScopeKind, string>> = {
  instance: 'the instance',
  organization: 'the organization',
  team: 'team',
  project: 'project',
};

/** `team Platform`, `the organization`. */
export function scopeName(scope: Scope): string {
  const kind = KIND_NAMES[scope.kind];
  if (scope.kind === 'instance' || scope.kind === 'organization') return kind;
  return `${kind} ${scope.name ?? '(deleted)'}`;
}
