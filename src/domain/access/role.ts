export type ScopeKind = 'instance' | 'organization' | 'team' | 'project';

/** Where a role holds. `id` is the organization's, team's or project's id, or `instance`. */
export interface Scope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** The roles of each kind of scope, strongest first. */
export const ROLES = {
  instance: ['instance_admin'],
  organization: ['admin', 'billing_admin', 'auditor', 'member'],
  team: ['admin', 'member', 'viewer'],
  project: ['owner', 'editor', 'viewer'],
} as const satisfies Record<ScopeKind, readonly string[]>;

export type Role = (typeof ROLES)[ScopeKind][number];

export const isRoleOf = (kind: ScopeKind, role: string): role is Role =>
  (ROLES[kind] as readonly string[]).includes(role);

/** The role whose holders the last-administrator guard protects in a scope, if the scope is guarded. */
export const guardedRole = (kind: ScopeKind): Role | undefined =>
  kind === 'organization' ? 'admin' : kind === 'instance' ? 'instance_admin' : undefined;

export const scopeKey = (scope: Scope): string => `${scope.kind}:${scope.id}`;

/** The strongest of several roles of one scope; undefined when there is none. */
export function strongest(kind: ScopeKind, roles: Iterable<Role>): Role | undefined {
  const order = ROLES[kind] as readonly Role[];
  let best = order.length;
  for (const role of roles) {
    const rank = order.indexOf(role);
    if (rank !== -1 && rank < best) best = rank;
  }
  return order[best];
}
