import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignInAttempts } from '../../src/application/accounts/sign-in-attempts.ts';
import { TooManyAttempts } from '../../src/application/accounts/sign-in-errors.ts';
import { INSTANCE } from '../../src/application/ports/collection.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

describe('sign-in attempts', () => {
  let opened: TestDatabase;
  let ms = Date.parse('2026-01-01T00:00:00Z');
  let attempts: SignInAttempts;

  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    ms += 3_600_000;
    attempts = inAProcess();
    await attempts.forgetOld();
  });

  /** As another process counts: nothing is shared but the database. */
  const inAProcess = (): SignInAttempts =>
    new SignInAttempts({ database: opened.database, clock: { now: () => new Date(ms).toISOString() } });

  const fail = async (times: number, email: string, address = '10.0.0.1', by = attempts): Promise<void> => {
    for (let index = 0; index < times; index += 1) await by.begin(email, address);
  };

  it('are limited per e-mail and address, whatever the case of the e-mail', async () => {
    await fail(10, 'ana@acme.example');
    await expect(attempts.begin('ANA@acme.example', '10.0.0.1')).rejects.toThrow(TooManyAttempts);
    await attempts.begin('ana@acme.example', '10.0.0.2');
    await attempts.begin('bob@acme.example', '10.0.0.1');
  });

  it('are counted together by processes that share the work, also at the same moment', async () => {
    const others = [inAProcess(), inAProcess()];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 24 }, (_, index) => others[index % 2]?.begin('ana@acme.example', '10.0.0.1')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(attempts.begin('ana@acme.example', '10.0.0.1')).rejects.toThrow(TooManyAttempts);
  });

  it('say how long to wait, and are forgotten then', async () => {
    await fail(10, 'ana@acme.example');
    ms += 5 * 60_000;
    await expect(attempts.begin('ana@acme.example', '10.0.0.1')).rejects.toMatchObject({
      name: 'TooManyAttempts',
      retryAfterSeconds: 600,
    });
    ms += 10 * 60_000;
    await attempts.begin('ana@acme.example', '10.0.0.1');
  });

  it('are limited per address, whatever the e-mail', async () => {
    for (let index = 0; index < 100; index += 1) await attempts.begin(`user${index}@acme.example`, '10.0.0.1');
    await expect(attempts.begin('ana@acme.example', '10.0.0.1')).rejects.toThrow(TooManyAttempts);
  });

  it('do not count when they succeed', async () => {
    for (let index = 0; index < 120; index += 1) {
      await attempts.begin('ana@acme.example', '10.0.0.1');
      await attempts.succeeded('ana@acme.example', '10.0.0.1');
    }
    await attempts.begin('bob@acme.example', '10.0.0.1');
  });

  it('leave neither e-mail nor address behind, and nothing at all once they are old', async () => {
    await fail(3, 'ana@acme.example', '10.9.8.7');
    const rows = await opened.database.attempts.find(INSTANCE);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/acme|10\.9/);
    ms += 16 * 60_000;
    await attempts.forgetOld();
    expect(await opened.database.attempts.count(INSTANCE)).toBe(0);
  });
});
