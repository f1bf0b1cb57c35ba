import { describe, expect, it } from '@jest/globals';
import { SignInAttempts } from './sign-in-attempts.ts';
import { TooManyAttempts } from './sign-in-errors.ts';

function attemptsAt(start = 0) {
  const time = { ms: start };
  const attempts = new SignInAttempts({ now: () => new Date(time.ms).toISOString() });
  return { attempts, time };
}
const fail = (attempts: SignInAttempts, times: number, email: string, address = '10.0.0.1') => {
  for (let index = 0; index < times; index += 1) attempts.begin(email, address);
};

describe('sign-in attempts', () => {
  it('are limited per e-mail and address, whatever the case of the e-mail', () => {
    const { attempts } = attemptsAt();
    fail(attempts, 10, 'ana@acme.example');
    expect(() => attempts.begin('ANA@acme.example', '10.0.0.1')).toThrow(TooManyAttempts);
    expect(() => attempts.begin('ana@acme.example', '10.0.0.2')).not.toThrow();
    expect(() => attempts.begin('bob@acme.example', '10.0.0.1')).not.toThrow();
  });

  it('say how long to wait, and are forgotten then', () => {
    const { attempts, time } = attemptsAt();
    fail(attempts, 10, 'ana@acme.example');
    time.ms += 5 * 60_000;
    try {
      attempts.begin('ana@acme.example', '10.0.0.1');
      throw new Error('was let through');
    } catch (error) {
      expect(error).toMatchObject({ name: 'TooManyAttempts', retryAfterSeconds: 600 });
    }
    time.ms += 10 * 60_000;
    expect(() => attempts.begin('ana@acme.example', '10.0.0.1')).not.toThrow();
  });

  it('are limited per address, whatever the e-mail', () => {
    const { attempts } = attemptsAt();
    for (let index = 0; index < 100; index += 1) attempts.begin(`user${index}@acme.example`, '10.0.0.1');
    expect(() => attempts.begin('ana@acme.example', '10.0.0.1')).toThrow(TooManyAttempts);
  });

  it('do not count when they succeed', () => {
    const { attempts } = attemptsAt();
    for (let index = 0; index < 500; index += 1) {
      attempts.begin('ana@acme.example', '10.0.0.1');
      attempts.succeeded('ana@acme.example', '10.0.0.1');
    }
    expect(() => attempts.begin('bob@acme.example', '10.0.0.1')).not.toThrow();
  });
});
