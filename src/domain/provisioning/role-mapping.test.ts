import { describe, expect, it } from '@jest/globals';
import { mappingApplies } from './role-mapping.ts';

const group = { id: 'g', displayName: 'Acme Admins', connectionId: 'okta' };

describe('mappingApplies', () => {
  it('matches a group by id, whatever its name', () => {
    expect(mappingApplies({ match: { by: 'group', groupId: 'g' } }, group)).toBe(true);
    expect(mappingApplies({ match: { by: 'group', groupId: 'h' } }, group)).toBe(false);
  });

  it('matches by name without regard to case, on one connection when it names one', () => {
    expect(mappingApplies({ match: { by: 'name', name: 'ACME admins' } }, group)).toBe(true);
    expect(mappingApplies({ match: { by: 'name', name: 'acme admins', connectionId: 'okta' } }, group)).toBe(true);
    expect(mappingApplies({ match: { by: 'name', name: 'acme admins', connectionId: 'entra' } }, group)).toBe(false);
  });

  it('never matches anything deleted', () => {
    const deletedAt = '2026-01-01T00:00:00.000Z';
    expect(mappingApplies({ match: { by: 'group', groupId: 'g' }, deletedAt }, group)).toBe(false);
    expect(mappingApplies({ match: { by: 'group', groupId: 'g' } }, { ...group, deletedAt })).toBe(false);
  });
});
