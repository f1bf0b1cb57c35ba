import { z } from 'zod';
import { ROLES } from '../../../domain/access/role.ts';
import { Id } from './scalars.ts';

export const ScopeKind = z.enum(['instance', 'organization', 'team', 'project']).meta({ id: 'ScopeKind' });

/** Where mappings and grants of an organization can hold. */
export const OrganizationScopeKind = z.enum(['organization', 'team', 'project']).meta({ id: 'OrganizationScopeKind' });

const roles = [...new Set(Object.values(ROLES).flat())] as const;
export const Role = z.enum(roles).meta({ id: 'Role', description: 'Which roles there are depends on the scope' });

export const Scope = z
  .object({ kind: ScopeKind, id: Id, name: z.string().optional().describe('Absent when it no longer exists') })
  .meta({ id: 'Scope' });

export const RoleChange = z
  .object({ scope: Scope, before: Role.optional(), after: Role.optional() })
  .meta({ id: 'RoleChange' });

export const ScopedRole = z.object({ scope: Scope, role: Role }).meta({ id: 'ScopedRole' });
