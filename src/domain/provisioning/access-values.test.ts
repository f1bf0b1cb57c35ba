import { describe, expect, it } from '@jest/globals';
import { accessValues, changeOfAccess } from './access-values.ts';
import { mappingAppliesToUser } from './role-mapping.ts';

const roles = (...values: string[]) => ({ roles: values.map((value) => ({ value })) });

describe('the values mappings may name', () => {
  it('are texts, folded, wherever they stand', () => {
    const attributes = { roles: [{ value: 'Admin', type: 'x' }, 'admin', { display: 'no value' }, 7, null] } as never;
    expect([...accessValues(attributes, 'roles')]).toEqual(['admin']);
    expect([...accessValues({ roles: 'admin' }, 'roles')]).toEqual([]);
    expect([...accessValues({}, 'entitlements')]).toEqual([]);
  });

  it.each([
    ['the same in another order and case', roles('a', 'b'), roles('B', 'A'), undefined],
    ['one more', roles('a'), roles('a', 'b'), 'gained'],
    ['one less', roles('a', 'b'), roles('b'), 'lost'],
    ['another one', roles('a'), roles('b'), 'lost'],
    ['one more entitlement and one role less', roles('a'), { entitlements: [{ value: 'x' }] }, 'lost'],
    ['another attribute', { title: 'x' }, { title: 'y' }, undefined],
  ])('change by %s', (_what, before, after, expected) => expect(changeOfAccess(before, after)).toBe(expected));
});

describe('a mapping of a value', () => {
  const match = { by: 'attribute', connectionId: 'okta', attribute: 'roles', value: 'Admin' } as const;
  it('applies to users of its connection who have it', () => {
    const user = { connectionId: 'okta', attributes: roles('ADMIN') };
    expect(mappingAppliesToUser({ match }, user)).toBe(true);
    expect(mappingAppliesToUser({ match, deletedAt: '2026' }, user)).toBe(false);
    expect(mappingAppliesToUser({ match }, { ...user, connectionId: 'entra' })).toBe(false);
    expect(mappingAppliesToUser({ match }, { ...user, attributes: roles('user') })).toBe(false);
    expect(mappingAppliesToUser({ match: { ...match, attribute: 'entitlements' } }, user)).toBe(false);
  });
});
