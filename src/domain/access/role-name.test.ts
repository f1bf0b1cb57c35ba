import { describe, expect, it } from '@jest/globals';
import { ROLE_NAMES as CONSOLE_NAMES } from '../../console/components/role-names.ts';
import { ROLES, type Role, type ScopeKind } from './role.ts';
import { roleInScope, roleName } from './role-name.ts';

const everyRole = (Object.entries(ROLES) as [ScopeKind, readonly Role[]][]).flatMap(([kind, roles]) =>
  roles.map((role) => [kind, role] as const),
);

describe('the name of a role', () => {
  it.each(everyRole)('of %s %s reads as words, and the same in the console', (kind, role) => {
    expect(roleName(kind, role)).toMatch(/^[a-z]+( [a-z]+)*$/);
    expect(CONSOLE_NAMES[kind][role]?.name).toBe(roleName(kind, role));
  });

  it('says where, while the place exists', () => {
    expect(roleInScope('organization', 'billing_admin', 'Acme')).toBe('billing administrator of “Acme”');
    expect(roleInScope('team', 'member', undefined)).toBe('team member');
  });
});
