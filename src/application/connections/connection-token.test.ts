import { describe, expect, it } from '@jest/globals';
import { hashSecret, secretMatches } from '../accounts/secret.ts';
import { newConnectionToken, parseConnectionToken } from './connection-token.ts';

const app = { clock: { now: () => '2026-03-01T00:00:00.000Z' }, newId: () => '0195-token' };

describe('connection tokens', () => {
  it('come back apart into what they were made of', () => {
    for (let round = 0; round < 200; round += 1) {
      const { token, record } = newConnectionToken(app, { tenant: '0195-org', connectionId: 'c' });
      const parsed = parseConnectionToken(token);
      expect(parsed).toMatchObject({ organizationId: '0195-org', tokenId: '0195-token' });
      expect(secretMatches(parsed?.secret ?? '', record.secretHash)).toBe(true);
      expect(encodeURIComponent(token)).toBe(token);
    }
  });

  it('keep only the hash', () => {
    const { token, record } = newConnectionToken(app, { tenant: 'o', connectionId: 'c' });
    const secret = token.slice(-43);
    expect(JSON.stringify(record)).not.toContain(secret);
    expect(record.secretHash).toBe(hashSecret(secret));
  });

  it.each([
    '',
    'hf_',
    'hf_a_b',
    `hf_a_b_${'x'.repeat(42)}`,
    `hf_a_b_${'x'.repeat(44)}`,
    `hf_a_b_${'x'.repeat(42)}!`,
    'hfa_x',
  ])('refuses %j', (token) => expect(parseConnectionToken(token)).toBeUndefined());
});
