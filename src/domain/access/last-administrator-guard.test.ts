import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AdministratorLoss, guardLastAdministrator, guardOrder } from './last-administrator-guard.ts';

const loss = (accountId: string, lastSignInAt?: string, loginCapable = true): AdministratorLoss => ({
  accountId,
  loginCapable,
  lastSignInAt,
});

describe('guardLastAdministrator', () => {
  it('allows every loss while a usable administrator remains, and names whom it relies on', () => {
    const decision = guardLastAdministrator([loss('a'), loss('b')], ['x']);
    expect([...decision.allowed]).toEqual(['a', 'b']);
    expect(decision.kept.size).toBe(0);
    expect(decision.reliedOn).toBe('x');
  });

  it('keeps exactly one when all would go: who signed in last', () => {
    const losses = [loss('a', '2026-01-03T00:00:00.000Z'), loss('b', '2026-01-05T00:00:00.000Z'), loss('c')];
    const decision = guardLastAdministrator(losses, []);
    expect([...decision.kept]).toEqual(['b']);
    expect([...decision.allowed].sort()).toEqual(['a', 'c']);
    expect(decision.reliedOn).toBe('b');
  });

  it('never keeps somebody who cannot sign in while another can', () => {
    const decision = guardLastAdministrator([loss('a'), loss('z', '2026-01-05T00:00:00.000Z', false)], []);
    expect([...decision.kept]).toEqual(['a']);
  });

  it('keeps everybody when nobody could sign in anyway', () => {
    const decision = guardLastAdministrator([loss('a', undefined, false), loss('b', undefined, false)], []);
    expect([...decision.kept].sort()).toEqual(['a', 'b']);
    expect(decision.reliedOn).toBeUndefined();
  });

  it('has nothing to say without losses', () => {
    expect(guardLastAdministrator([], []).kept.size).toBe(0);
  });

  const losses = fc.uniqueArray(
    fc.record({
      accountId: fc.uuid(),
      loginCapable: fc.boolean(),
      lastSignInAt: fc.option(fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'), {
        nil: undefined,
      }),
    }),
    { selector: (one) => one.accountId, maxLength: 12 },
  );

  it('keeps the same people whatever the chunk size', () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 12 }), (all, size) => {
        const ordered = [...all].sort((one, other) => (guardOrder(one) < guardOrder(other) ? -1 : 1));
        const together = guardLastAdministrator(all, []);
        const gone = new Set<string>();
        const kept = new Set<string>();
        for (let start = 0; start < ordered.length; start += size) {
          const chunk = ordered.slice(start, start + size);
          const inChunk = new Set(chunk.map((one) => one.accountId));
          const others = ordered.filter(
            (one) => one.loginCapable && !inChunk.has(one.accountId) && !gone.has(one.accountId),
          );
          const decision = guardLastAdministrator(
            chunk,
            others.map((one) => one.accountId),
          );
          for (const accountId of decision.allowed) gone.add(accountId);
          for (const accountId of decision.kept) kept.add(accountId);
        }
        expect(kept).toEqual(together.kept);
      }),
    );
  });

  it('never lets the last usable administrator go', () => {
    fc.assert(
      fc.property(losses, (all) => {
        const { allowed } = guardLastAdministrator(all, []);
        if (allowed.size === 0) return;
        expect(all.some((one) => one.loginCapable && !allowed.has(one.accountId))).toBe(true);
      }),
    );
  });
});
