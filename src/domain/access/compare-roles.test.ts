import { describe, expect, it } from '@jest/globals';
import { compareRoles, type EffectiveRoles } from './compare-roles.ts';

const GAINS = { gains: true, loses: false };
const LOSES = { gains: false, loses: true };
const cases: readonly (readonly [string, EffectiveRoles, EffectiveRoles, ReturnType<typeof compareRoles>])[] = [
  ['a first role', {}, { 'team:t': 'viewer' }, GAINS],
  ['a last role', { 'team:t': 'viewer' }, {}, LOSES],
  ['a stronger role in the same scope', { 'team:t': 'member' }, { 'team:t': 'admin' }, GAINS],
  ['a weaker role in the same scope', { 'project:p': 'owner' }, { 'project:p': 'viewer' }, LOSES],
  [
    'administrator to billing administrator',
    { 'organization:o': 'admin' },
    { 'organization:o': 'billing_admin' },
    LOSES,
  ],
  ['the same roles', { 'organization:o': 'member' }, { 'organization:o': 'member' }, { gains: false, loses: false }],
  ['a move to another team', { 'team:a': 'member' }, { 'team:b': 'member' }, { gains: true, loses: true }],
];

describe('comparing effective roles', () => {
  it.each(cases)('takes %s for what it is', (_what, before, after, movement) => {
    expect(compareRoles(before, after)).toEqual(movement);
  });
});
