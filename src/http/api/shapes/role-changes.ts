import type { z } from 'zod';
import type { Role, Scope } from '../../../domain/access/role.ts';
import type { Names } from '../names.ts';
import type { RoleChange } from '../schemas/scope.ts';
import { scopeOfKey } from './scoped-roles.ts';

/** Scope key → role, before and after. */
export interface RolesBeforeAndAfter {
  readonly rolesBefore: Readonly<Record<string, string>>;
  readonly rolesAfter: Readonly<Record<string, string>>;
}

const keysOf = ({ rolesBefore, rolesAfter }: RolesBeforeAndAfter): string[] => [
  ...new Set([...Object.keys(rolesBefore), ...Object.keys(rolesAfter)]),
];

/** The scopes whose names the shape needs. */
export const scopesOfChange = (change: RolesBeforeAndAfter): Scope[] => keysOf(change).map(scopeOfKey);

/** One entry per scope in which there was or is a role. */
export const shapeRoleChanges = (change: RolesBeforeAndAfter, names: Names): z.input<typeof RoleChange>[] =>
  keysOf(change).map((key) => ({
    scope: names.scope(scopeOfKey(key)),
    before: change.rolesBefore[key] as Role | undefined,
    after: change.rolesAfter[key] as Role | undefined,
  }));
