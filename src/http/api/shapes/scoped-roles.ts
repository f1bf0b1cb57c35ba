import type { z } from 'zod';
import { ROLES, type Role, type Scope, type ScopeKind } from '../../../domain/access/role.ts';
import { effectiveRoles, type RoleGrant } from '../../../domain/access/role-grant.ts';
import type { Membership } from '../../../domain/accounts/membership.ts';
import type { Names } from '../names.ts';
import type { ScopedRole } from '../schemas/scope.ts';

export type ScopedRoleShape = z.input<typeof ScopedRole>;

const KINDS: readonly string[] = Object.keys(ROLES);

/** The scope a key (`team:…`) stands for. */
export function scopeOfKey(key: string): Scope {
  const colon = key.indexOf(':');
  const kind = key.slice(0, colon);
  return { kind: KINDS.includes(kind) ? (kind as ScopeKind) : 'organization', id: key.slice(colon + 1) };
}

/** Scope key → role, as an array with names; the widest scopes first. */
export const shapeScopedRoles = (roles: Iterable<readonly [string, string]>, names: Names): ScopedRoleShape[] =>
  [...roles]
    .map(([key, role]) => ({ scope: names.scope(scopeOfKey(key)), role: role as Role }))
    .sort((a, b) => KINDS.indexOf(a.scope.kind) - KINDS.indexOf(b.scope.kind));

/** What somebody is in effect: at least a member while the membership is active, nothing while it is not. */
export function rolesInEffect(membership: Membership, grants: readonly RoleGrant[]): ReadonlyMap<string, Role> {
  if (membership.state !== 'active') return new Map();
  return new Map([
    [`organization:${membership.tenant}`, 'member'],
    ...effectiveRoles(grants.filter((grant) => !grant.dormant)),
  ]);
}
