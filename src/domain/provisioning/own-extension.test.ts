import { describe, expect, it } from '@jest/globals';
import { PROVISIONING_SCHEMA, saidActive, standingAt, terminationDateOf } from './own-extension.ts';

const now = '2026-03-01T12:00:00.000Z';
const ending = (terminationDate: unknown) => ({ [PROVISIONING_SCHEMA]: { terminationDate } }) as never;

describe('a termination date', () => {
  it('is read from the extension, when it is one', () => {
    expect(terminationDateOf(ending('2026-03-02T00:00:00.000Z'))).toBe('2026-03-02T00:00:00.000Z');
    for (const attributes of [{}, { [PROVISIONING_SCHEMA]: null }, ending(7)]) {
      expect(terminationDateOf(attributes)).toBeUndefined();
    }
  });

  it.each([
    ['ahead', true, '2026-03-01T12:00:00.001Z', { active: true, terminatesAt: '2026-03-01T12:00:00.001Z' }],
    ['now', true, now, { active: false, offByDate: true }],
    ['past', true, '2025-12-31T00:00:00.000Z', { active: false, offByDate: true }],
    ['ahead of somebody who is inactive', false, '2026-12-31T00:00:00.000Z', { active: false }],
  ])('%s makes what the directory says into what holds', (_when, active, date, expected) => {
    expect(standingAt(now, { active, attributes: ending(date) })).toEqual(expected);
  });

  it('that is not there changes nothing', () => {
    expect(standingAt(now, { active: true, attributes: {} })).toEqual({ active: true });
  });

  it('that has come leaves what the directory said of somebody known', () => {
    const off = { active: true, attributes: ending(now) };
    expect(saidActive(standingAt(now, off))).toBe(true);
    expect(saidActive(standingAt(now, { ...off, active: false }))).toBe(false);
    expect(saidActive({ active: true })).toBe(true);
  });
});
