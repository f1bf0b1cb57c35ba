import { ROLES, type Role } from './role.ts';

/** Effective roles by scope key. */
export type EffectiveRoles = Readonly<Record<string, Role>>;

/** In which directions somebody's effective roles move. Both at once only by a move from one scope to another. */
export interface RoleMovement {
  /** In some scope the role gets stronger, or there was none. */
  readonly gains: boolean;
  /** In some scope the role gets weaker, or none is left. */
  readonly loses: boolean;
}

/** Compares effective roles scope by scope: a change of role within one scope is either a gain or a loss, never both. */
export function compareRoles(before: EffectiveRoles, after: EffectiveRoles): RoleMovement {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const steps = keys.map((key) => strength(key, after[key]) - strength(key, before[key]));
  return { gains: steps.some((step) => step > 0), loses: steps.some((step) => step < 0) };
}

/** Higher is stronger; 0 without a role. */
function strength(key: string, role: Role | undefined): number {
  if (role === undefined) return 0;
  const kind = key.slice(0, key.indexOf(':'));
  const order: readonly Role[] = Object.entries(ROLES).find(([known]) => known === kind)?.[1] ?? [];
  const rank = order.indexOf(role);
  return rank === -1 ? 0 : order.length - rank;
}
