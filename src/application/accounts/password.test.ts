import { describe, expect, it } from '@jest/globals';
import { InvalidInput } from '../errors.ts';
import { assertPassword, hashPassword, passwordMatches } from './password.ts';

describe('passwords', () => {
  it('are hashed with argon2id, salted, at the cost OWASP asks for', async () => {
    const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwordMatches('correct horse', one)).toBe(true);
    expect(await passwordMatches('Correct horse', one)).toBe(false);
  });

  it('match however their letters were composed', async () => {
    expect(await passwordMatches('pa\u0300ssword-long', await hashPassword('p\u00e0ssword-long'))).toBe(true);
  });

  it('never match where there is none', async () => {
    expect(await passwordMatches('nobody has this password', undefined)).toBe(false);
  });

  it.each(['', 'short', 'x'.repeat(201)])('refuses %j', (password) =>
    expect(() => assertPassword(password)).toThrow(InvalidInput),
  );
});
