import type { Instant } from '../instant.ts';
import { type Role, type Scope, type ScopeKind, scopeKey, strongest } from './role.ts';

/** Why an account holds a role. Every grant has exactly one source; the same role may be held from several. */
export type GrantSource =
  | {
      readonly kind: 'mapping';
      readonly mappingId: string;
      /** Absent: the mapping names a value of the user itself. */
      readonly groupId?: string;
      readonly attribute?: { readonly name: string; readonly value: string };
      readonly connectionId: string;
    }
  | { readonly kind: 'manual'; readonly byAccountId?: string; readonly reason?: string }
  | { readonly kind: 'first_user' };

/** A role held by an account in a scope, with its source. Takes effect only while the membership is active. */
export interface RoleGrant {
  readonly id: string;
  /** The organization's id; `instance` for grants in the instance scope. */
  readonly tenant: string;
  readonly version: number;
  readonly accountId: string;
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
  readonly role: Role;
  readonly source: GrantSource;
  /** One value per source (`mapping:M:G`, `manual`, …): an account holds a role in a scope once per source. */
  readonly sourceKey: string;
  /** Copies of the source's ids, so that holders of grants from a source can be found. */
  readonly mappingId?: string;
  readonly groupId?: string;
  readonly connectionId?: string;
  /**
   * Asleep although the membership is active: set when the guard kept only the administrator role of a suspended person.
   */
  readonly dormant?: boolean;
  /** The sync job that brought it, for "why does X have role Y?". */
  readonly jobId?: string;
  readonly createdAt: Instant;
}

export const grantScope = (grant: Pick<RoleGrant, 'scopeKind' | 'scopeId'>): Scope => ({
  kind: grant.scopeKind,
  id: grant.scopeId,
});

export const sourceKey = (source: GrantSource): string =>
  source.kind === 'mapping' ? `mapping:${source.mappingId}:${source.groupId ?? 'attribute'}` : source.kind;

/** Identifies a grant by what it gives and why; two grants of one account never share it. */
export const grantKey = (grant: Pick<RoleGrant, 'scopeKind' | 'scopeId' | 'role' | 'sourceKey'>): string =>
  `${grant.scopeKind}:${grant.scopeId}:${grant.role}:${grant.sourceKey}`;

/** The strongest grant of one account per scope: scope key → role. */
export function effectiveRoles(
  grants: Iterable<Pick<RoleGrant, 'scopeKind' | 'scopeId' | 'role'>>,
): ReadonlyMap<string, Role> {
  const byScope = new Map<string, { scope: Scope; roles: Role[] }>();
  for (const grant of grants) {
    const scope = grantScope(grant);
    const key = scopeKey(scope);
    const entry = byScope.get(key) ?? { scope, roles: [] };
    entry.roles.push(grant.role);
    byScope.set(key, entry);
  }
  const effective = new Map<string, Role>();
  for (const [key, { scope, roles }] of byScope) {
    const role = strongest(scope.kind, roles);
    if (role) effective.set(key, role);
  }
  return effective;
}
