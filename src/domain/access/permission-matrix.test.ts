import { describe, expect, it } from '@jest/globals';
import { AREAS, type Area, type Permission, roleAllows } from './permission-matrix.ts';
import { ROLES, type Role } from './role.ts';

/** Written out once more by hand: C create, R read, U update, D delete. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  //                             organization  billing  team     project  project
  //                             members                members  members  management
  'organization:admin': ['CRUD', 'CRUD', 'CRUD', 'CRUD', 'CRUD'],
  'organization:billing_admin': ['R', 'CRUD', '', '', ''],
  'organization:auditor': ['R', 'R', 'R', 'R', 'R'],
  'organization:member': ['R', '', '', '', ''],
  'team:admin': ['', '', 'CRUD', 'CRUD', 'CRUD'],
  'team:member': ['', '', '', '', ''],
  'team:viewer': ['', '', '', '', ''],
  'project:owner': ['', '', '', 'CRUD', 'CRU'],
  'project:editor': ['', '', '', '', ''],
  'project:viewer': ['', '', '', '', ''],
};
const LETTERS: Readonly<Record<string, Permission>> = { C: 'create', R: 'read', U: 'update', D: 'delete' };

const cells = (['organization', 'team', 'project'] as const).flatMap((kind) =>
  (ROLES[kind] as readonly Role[]).flatMap((role) =>
    AREAS.map((area, column) => ({ kind, role, area, cell: CELLS[`${kind}:${role}`]?.[column] })),
  ),
);

describe('the permission matrix', () => {
  it.each(cells)('$kind $role, $area: $cell', ({ kind, role, area, cell }) => {
    expect(cell).toBeDefined();
    for (const [letter, permission] of Object.entries(LETTERS)) {
      expect(roleAllows(kind, role, area, permission)).toBe(cell?.includes(letter));
    }
  });

  it('gives nothing to a role of another kind of scope', () => {
    expect(roleAllows('team', 'owner', 'project_members', 'read')).toBe(false);
    expect(roleAllows('project', 'admin', 'project_members' satisfies Area, 'read')).toBe(false);
  });
});
