import { describe, expect, it } from '@jest/globals';
import type { GrantDraft } from '../../domain/provisioning/plan.ts';
import type { RoleMapping } from '../../domain/provisioning/role-mapping.ts';
import type { SyncJob } from '../../domain/provisioning/sync-job.ts';
import { causeOfGrant } from './cause-of-grant.ts';

const mapping = (touchedByJob?: string) =>
  ({ id: 'mapping', ...(touchedByJob !== undefined && { touchedByJob }) }) as RoleMapping;
const job = (id: string, about: Partial<SyncJob> = {}) => ({ id, ...about }) as SyncJob;
const grant = { source: { kind: 'mapping', mappingId: 'mapping', groupId: 'group', connectionId: 'c' } } as GrantDraft;

const causeWhen = (joined: string | undefined, edited: string | undefined, deciding: readonly SyncJob[]) =>
  causeOfGrant(
    grant,
    'ana',
    {
      joinedBy: new Map(joined === undefined ? [] : [['ana', new Map([['group', joined]])]]),
      rules: { leaverRule: 'any', connections: new Map(), mappings: [mapping(edited)] },
    },
    deciding,
  );

describe('the cause of a grant', () => {
  it('is the job that made the person a member, even when the job of another group decides', () => {
    expect(causeWhen('3', '1', [job('2', { groupId: 'other' })])).toBe('3');
  });

  it('is the edit of the mapping when that came later', () => {
    expect(causeWhen('1', '4', [job('2', { mappingId: 'other' })])).toBe('4');
  });

  it('is the change of the person or of the group when that came last', () => {
    expect(causeWhen('1', '2', [job('3', { userId: 'user' })])).toBe('3');
    expect(causeWhen('1', '2', [job('3', { groupId: 'group' })])).toBe('3');
  });

  it('is the deciding job when nothing else is known', () => {
    expect(causeWhen(undefined, undefined, [job('7', { groupId: 'other' })])).toBe('7');
  });
});
