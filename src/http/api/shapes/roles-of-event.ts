import type { AuditEvent } from '../../../domain/audit/audit-event.ts';
import type { Json } from '../../../domain/provisioning/directory-user.ts';
import type { RolesBeforeAndAfter } from './role-changes.ts';

/** The roles an audit event tells of in its details; undefined when it is not about the roles of a person. */
export function rolesOfEvent({ action, details }: AuditEvent): RolesBeforeAndAfter | undefined {
  if (action === 'access.changed') {
    return { rolesBefore: rolesIn(details?.rolesBefore), rolesAfter: rolesIn(details?.rolesAfter) };
  }
  if (action !== 'role.granted' && action !== 'role.revoked') return undefined;
  const { scope, role } = details ?? {};
  if (typeof scope !== 'string' || typeof role !== 'string') return undefined;
  const roles = { [scope]: role };
  return action === 'role.granted' ? { rolesBefore: {}, rolesAfter: roles } : { rolesBefore: roles, rolesAfter: {} };
}

const rolesIn = (value: Json | undefined): Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {};
