import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES, type Role, type ScopeKind, strongest } from './role.ts';
import { effectiveRoles, grantKey, sourceKey } from './role-grant.ts';

describe('effectiveRoles', () => {
  it('is the strongest grant of each scope', () => {
    const roles = effectiveRoles([
      { scopeKind: 'organization', scopeId: 'o', role: 'auditor' },
      { scopeKind: 'organization', scopeId: 'o', role: 'billing_admin' },
      { scopeKind: 'team', scopeId: 't', role: 'viewer' },
      { scopeKind: 'team', scopeId: 'u', role: 'admin' },
    ]);
    expect(Object.fromEntries(roles)).toEqual({
      'organization:o': 'billing_admin',
      'team:t': 'viewer',
      'team:u': 'admin',
    });
  });

  it('does not depend on the order of grants', () => {
    const kind = fc.constantFrom<ScopeKind>('organization', 'team', 'project');
    const grant = kind.chain((scopeKind) =>
      fc.record({
        scopeKind: fc.constant(scopeKind),
        scopeId: fc.constantFrom('x', 'y'),
        role: fc.constantFrom<Role>(...ROLES[scopeKind]),
      }),
    );
    fc.assert(
      fc.property(fc.array(grant), (grants) => {
        expect(new Map([...effectiveRoles([...grants].reverse())].sort())).toEqual(
          new Map([...effectiveRoles(grants)].sort()),
        );
      }),
    );
  });
});

describe('strongest', () => {
  it('knows no role of another kind of scope', () => {
    expect(strongest('project', ['billing_admin'])).toBeUndefined();
    expect(strongest('team', [])).toBeUndefined();
  });
});

describe('grantKey', () => {
  it('tells apart the same role from two groups and by hand', () => {
    const role = { scopeKind: 'team', scopeId: 't', role: 'member' } as const;
    const from = (groupId: string) =>
      grantKey({ ...role, sourceKey: sourceKey({ kind: 'mapping', mappingId: 'm', groupId, connectionId: 'c' }) });
    expect(new Set([from('g'), from('h'), grantKey({ ...role, sourceKey: sourceKey({ kind: 'manual' }) })]).size).toBe(
      3,
    );
  });
});
