import { describe, expect, it } from '@jest/globals';
import { digestOf } from './digest-of.ts';

describe('digestOf', () => {
  const fields = ['a', 'b'] as const;

  it('is the same for the same rows', () => {
    expect(digestOf(fields, [{ a: 'x', b: 2 }, {}])).toBe(digestOf(fields, [{ b: 2, a: 'x' }, {}]));
    expect(digestOf(fields, [])).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [[{ a: 'x', b: 'y' }], [{ a: 'y', b: 'x' }]],
    [[{ a: 'x' }], [{ b: 'x' }]],
    [[{ a: '' }], [{}]],
    [[{ a: '-' }], [{}]],
    [[{ a: 'x', b: 'y' }], [{ a: 'x1:y', b: '' }]],
    [[{ a: '1:x' }], [{ a: '1', b: 'x' }]],
    [[{ a: 'ä' }], [{ a: 'a' }]],
    [
      [{ a: 'x' }, { a: 'y' }],
      [{ a: 'y' }, { a: 'x' }],
    ],
    [[{ a: 'x' }], [{ a: 'x' }, {}]],
    [[], [{}]],
  ])('tells %j from %j', (one, other) => {
    expect(digestOf(fields, one)).not.toBe(digestOf(fields, other));
  });
});
