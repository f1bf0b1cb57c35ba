import type { Role, Scope, ScopedRole } from '../api/types.ts';

/** One scope's role before and after. */
export interface RoleChange {
  readonly scope: Scope;
  readonly before?: Role | undefined;
  readonly after?: Role | undefined;
}

/** Pairs two lists of effective roles by scope; what does not change is included. */
export function roleChanges(before: readonly ScopedRole[], after: readonly ScopedRole[]): RoleChange[] {
  const changes = new Map<string, RoleChange>();
  const key = (scope: Scope) => `${scope.kind}:${scope.id}`;
  for (const { scope, role } of before) changes.set(key(scope), { scope, before: role });
  for (const { scope, role } of after) changes.set(key(scope), { ...changes.get(key(scope)), scope, after: role });
  return [...changes.values()];
}
