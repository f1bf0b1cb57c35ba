import { describe, expect, it } from '@jest/globals';
import { coalesce } from './coalesce.ts';

describe('coalesce', () => {
  const loads: (readonly [string, readonly string[]])[] = [];
  const lookUp = coalesce<{ id: string }, string>(
    ({ id }) => id,
    async (scope, keys) => {
      loads.push([scope.id, keys]);
      if (keys.includes('broken')) throw new Error('no database');
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${scope.id}/${key}`]));
    },
  );
  const a = { id: 'a' };
  const b = { id: 'b' };

  it('answers what is asked at once with one load for each scope', async () => {
    const answers = await Promise.all([
      lookUp(a, '1'),
      lookUp(b, '1'),
      lookUp(a, '2'),
      lookUp(a, '1'),
      lookUp(a, 'nobody'),
    ]);
    expect(answers).toEqual(['a/1', 'b/1', 'a/2', 'a/1', undefined]);
    expect(loads.splice(0)).toEqual([
      ['a', ['1', '2', 'nobody']],
      ['b', ['1']],
    ]);
  });

  it('loads anew for later lookups', async () => {
    await lookUp(a, '1');
    await lookUp(a, '1');
    expect(loads.splice(0)).toHaveLength(2);
  });

  it('fails those who asked together, and nobody else', async () => {
    const together = await Promise.allSettled([lookUp(a, '1'), lookUp(a, 'broken'), lookUp(b, '1')]);
    expect(together.map((result) => result.status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await lookUp(a, '1')).toBe('a/1');
  });
});
