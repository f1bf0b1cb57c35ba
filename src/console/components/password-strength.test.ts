import { describe, expect, it } from '@jest/globals';
import { passwordStrength } from './password-strength.ts';

describe('passwordStrength', () => {
  it('counts what is missing', () => {
    expect(passwordStrength('short')).toEqual({ score: 0, hint: 'At least 12 characters: 7 to go' });
  });

  it('calls repeated, common and related texts weak', () => {
    expect(passwordStrength('aaaaaaaaaaaaaaaaaaaa').score).toBe(1);
    expect(passwordStrength('MyPassword-2026!').score).toBe(1);
    expect(passwordStrength('ana.lopez-forever-77', ['ana.lopez']).score).toBe(1);
  });

  it('prefers length to decoration', () => {
    expect(passwordStrength('tidal pools at noon breathe').score).toBe(3);
    expect(passwordStrength('kelpforestry').score).toBe(2);
    expect(passwordStrength('Kelp-forest7').score).toBe(3);
  });
});
