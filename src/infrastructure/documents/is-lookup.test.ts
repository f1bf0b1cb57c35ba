import { describe, expect, it } from '@jest/globals';
import { collections } from '../../application/ports/collections.ts';
import { absent, and, type Condition, eq, isIn } from '../../application/ports/query.ts';
import type { GroupMember } from '../../domain/provisioning/directory-group.ts';
import type { AnyCondition, AnySpec } from './declared-fields.ts';
import { isLookup } from './is-lookup.ts';

const spec = collections.groupMembers as unknown as AnySpec;
const looksUp = (where: Condition<GroupMember> | undefined) =>
  isLookup({ spec }, where as unknown as AnyCondition | undefined);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

describe('reads that may share a connection', () => {
  it('are those by id, be it several', () => {
    expect(looksUp(eq('id', 'a'))).toBe(true);
    expect(looksUp(and(isIn('id', ids(32)), absent('removedAt')))).toBe(true);
    expect(looksUp(isIn('id', ids(33)))).toBe(false);
  });

  it('are those by all fields of an index', () => {
    expect(looksUp(and(eq('groupId', 'g'), eq('userId', 'u'), absent('removedAt')))).toBe(true);
    expect(looksUp(and(eq('groupId', 'g'), eq('accountId', 'a')))).toBe(true);
  });

  it('are those by as many fields of an index as find few', () => {
    expect(looksUp(and(eq('userId', 'u'), absent('removedAt')))).toBe(true);
    expect(looksUp(and(isIn('userId', ids(32)), absent('removedAt')))).toBe(true);
    expect(looksUp(isIn('userId', ids(33)))).toBe(false);
  });

  it('are not those that may find all members of a group', () => {
    expect(looksUp(eq('groupId', 'g'))).toBe(false);
    expect(looksUp(and(eq('groupId', 'g'), absent('removedAt')))).toBe(false);
    expect(looksUp(undefined)).toBe(false);
    expect(looksUp({ op: 'or', conditions: [eq('id', 'a'), eq('groupId', 'g')] })).toBe(false);
  });
});
