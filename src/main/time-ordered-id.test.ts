import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { timeOrderedId } from './time-ordered-id.ts';

describe('timeOrderedId', () => {
  const ids = Array.from({ length: 5_000 }, timeOrderedId);

  it('makes UUIDs of version 7', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  });

  it('makes each once, in rising order, within a millisecond too', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('carries the time it was made', () => {
    const madeAt = Number.parseInt(timeOrderedId().replace(/-/g, '').slice(0, 12), 16);
    expect(Math.abs(Date.now() - madeAt)).toBeLessThan(60_000);
  });
});
