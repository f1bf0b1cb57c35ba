import { describe, expect, it } from '@jest/globals';
import { roleChanges } from './role-changes.ts';

const organization = { kind: 'organization', id: 'o' } as const;
const team = { kind: 'team', id: 't', name: 'Platform' } as const;

describe('roleChanges', () => {
  it('pairs roles of the same scope and keeps those of one side', () => {
    expect(
      roleChanges(
        [
          { scope: organization, role: 'admin' },
          { scope: team, role: 'member' },
        ],
        [{ scope: organization, role: 'member' }],
      ),
    ).toEqual([
      { scope: organization, before: 'admin', after: 'member' },
      { scope: team, before: 'member' },
    ]);
  });
});
