import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MemberEdit } from '../../application/provisioning/directory-content.ts';
import type { Json } from '../../domain/provisioning/directory-user.ts';
import type { ScimError } from '../errors/scim-error.ts';
import { parsePatchRequest } from '../patch/parse-patch-request.ts';
import { groupType } from '../schema/resource-types.ts';
import { compileGroupPatch } from './compile-group-patch.ts';

interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: Json;
}

const compile = (...operations: readonly Operation[]) =>
  compileGroupPatch(parsePatchRequest(groupType, { Operations: operations as unknown as Json }), 'https://x/scim/v2');
const edits = (...operations: readonly Operation[]) => compile(...operations).members;

/** What the edits make of a membership. */
function apply(before: readonly string[], members: readonly MemberEdit[]): string[] {
  let after = new Set(before);
  for (const edit of members) {
    if (edit.op === 'clear' || edit.op === 'replace') after = new Set();
    if (edit.op === 'add' || edit.op === 'replace') for (const { userId } of edit.members) after.add(userId);
    if (edit.op === 'remove') for (const userId of edit.userIds) after.delete(userId);
  }
  return [...after].sort();
}

describe('compileGroupPatch', () => {
  it.each<[Operation, MemberEdit | undefined]>([
    [
      { op: 'Add', path: 'members', value: [{ $ref: null, value: 'a' }] },
      { op: 'add', members: [{ userId: 'a' }] },
    ],
    [
      { op: 'add', path: 'Members', value: { value: 'a', display: 'A' } },
      { op: 'add', members: [{ userId: 'a', display: 'A' }] },
    ],
    [
      { op: 'add', path: 'members', value: ['a', 'a'] },
      { op: 'add', members: [{ userId: 'a' }] },
    ],
    [
      { op: 'add', path: 'members', value: [{ $ref: '../Users/a' }] },
      { op: 'add', members: [{ userId: 'a' }] },
    ],
    [
      { op: 'add', path: 'members', value: [{ value: 'g', type: 'GROUP' }, { $ref: '../Groups/h' }] },
      {
        op: 'add',
        members: [
          { userId: 'g', isGroup: true },
          { userId: 'h', isGroup: true },
        ],
      },
    ],
    [
      { op: 'remove', path: 'members', value: [{ value: 'g', type: 'Group' }] },
      { op: 'remove', userIds: ['g'] },
    ],
    [
      { op: 'add', value: { members: [{ value: 'a' }] } },
      { op: 'add', members: [{ userId: 'a' }] },
    ],
    [
      { op: 'add', path: 'members[value eq "a"]', value: [{ value: 'a' }] },
      { op: 'add', members: [{ userId: 'a' }] },
    ],
    [{ op: 'add', path: 'members', value: [] }, undefined],
    [
      { op: 'remove', path: 'members[value eq "a"]' },
      { op: 'remove', userIds: ['a'] },
    ],
    [
      { op: 'remove', path: 'members[value eq "a" or VALUE eq "b"]', value: null },
      { op: 'remove', userIds: ['a', 'b'] },
    ],
    [
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: 'a' }] },
      { op: 'remove', userIds: ['a'] },
    ],
    [{ op: 'remove', path: 'members', value: [] }, undefined],
    [{ op: 'remove', path: 'members' }, { op: 'clear' }],
    [{ op: 'replace', path: 'members', value: [] }, { op: 'clear' }],
    [
      { op: 'replace', path: 'members', value: [{ value: 'a' }] },
      { op: 'replace', members: [{ userId: 'a' }] },
    ],
    [
      { op: 'replace', value: { members: [{ value: 'a' }] } },
      { op: 'replace', members: [{ userId: 'a' }] },
    ],
    [{ op: 'replace', value: { displayName: 'x', id: '1', members: null } }, undefined],
  ])('compiles %j', (operation, expected) => {
    expect(edits(operation)).toEqual(expected ? [expected] : []);
  });

  it('keeps members and attributes apart', () => {
    const { members, content } = compile({
      op: 'replace',
      value: { displayName: 'Buyers', members: [{ value: 'a' }] },
    });
    expect(members).toHaveLength(1);
    expect(content.map((operation) => operation.target.attribute.name)).toEqual(['displayName']);
  });

  it.each<[Operation, string]>([
    [{ op: 'add', path: 'members', value: [{ display: 'nobody' }] }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: 5 }, 'invalidValue'],
    [{ op: 'add', path: 'members[value eq "a"]', value: [{ value: 'b' }] }, 'invalidValue'],
    [{ op: 'add', path: 'members[display eq "A"]', value: [{ value: 'a' }] }, 'mutability'],
    [{ op: 'replace', path: 'members[display eq "A"]', value: [{ value: 'a' }] }, 'mutability'],
    [{ op: 'replace', path: 'members[value eq "a"].display', value: 'x' }, 'mutability'],
    [{ op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } }, 'mutability'],
    [{ op: 'remove', path: 'members.value' }, 'mutability'],
  ])('refuses %j', (operation, scimType) => {
    expect(() => edits(operation)).toThrow(expect.objectContaining({ scimType }) as unknown as ScimError);
  });

  it.each<[string, readonly string[], readonly string[] | undefined]>([
    ['display eq "ANA"', ['a'], undefined],
    ['not (display pr)', ['c'], undefined],
    ['type eq "Group" or value sw "a"', ['a', 'b'], undefined],
    ['$ref ew "/Groups/b"', ['b'], undefined],
    ['$ref co "https://x/scim/v2/Users/"', ['a', 'c'], undefined],
    ['type ne "Group" and (value eq "a" or value eq "b")', ['a'], ['a', 'b']],
    ['display eq null', ['c'], undefined],
  ])('selects by %s', (filter, expected, among) => {
    const [edit] = edits({ op: 'remove', path: `members[${filter}]` });
    if (edit?.op !== 'removeSelected') throw new Error(`${edit?.op}`);
    const members = [
      { userId: 'a', display: 'Ana' },
      { userId: 'b', display: 'Buyers', memberKind: 'group' },
      { userId: 'c' },
    ] as const;
    expect(members.filter(edit.selection.matches).map(({ userId }) => userId)).toEqual(expected);
    expect(edit.selection.among).toEqual(among);
  });

  it('bounds how often a request may look at all members', () => {
    const often = (length: number) => Array.from({ length }, () => ({ op: 'remove', path: 'members[display pr]' }));
    expect(edits(...often(10))).toHaveLength(10);
    expect(() => edits(...often(11))).toThrow(expect.objectContaining({ status: 413 }) as unknown as ScimError);
  });

  it('comes to what applying each operation to the loaded members would', () => {
    const id: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd');
    const ids = fc.array(id, { maxLength: 4 });
    const listed = (users: readonly string[]) => users.map((value) => ({ $ref: null, value }));
    const step = fc.oneof(
      ids.map((users) => ({ operation: { op: 'Add', path: 'members', value: listed(users) }, adds: users })),
      ids.map((users) => ({ operation: { op: 'remove', path: 'members', value: listed(users) }, removes: users })),
      id.map((user) => ({ operation: { op: 'remove', path: `members[value eq "${user}"]` }, removes: [user] })),
      ids.map((users) => ({ operation: { op: 'replace', path: 'members', value: listed(users) }, becomes: users })),
      ids.map((users) => ({ operation: { op: 'replace', value: { members: listed(users) } }, becomes: users })),
      fc.constant({ operation: { op: 'remove', path: 'members' }, becomes: [] as string[] }),
    ) as fc.Arbitrary<{ operation: Operation; adds?: string[]; removes?: string[]; becomes?: string[] }>;
    fc.assert(
      fc.property(ids, fc.array(step, { minLength: 1, maxLength: 6 }), (before, steps) => {
        let loaded = [...new Set(before)];
        for (const { adds = [], removes = [], becomes } of steps) {
          if (becomes) loaded = becomes;
          loaded = [...new Set([...loaded, ...adds])].filter((user) => !removes.includes(user));
        }
        const compiled = edits(...steps.map(({ operation }) => operation));
        expect(apply(before, compiled)).toEqual([...new Set(loaded)].sort());
      }),
      { numRuns: 1000 },
    );
  });
});
