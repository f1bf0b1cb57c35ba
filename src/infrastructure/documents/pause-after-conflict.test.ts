import { describe, expect, it } from '@jest/globals';
import { Conflict, Contention } from '../../application/ports/storage-errors.ts';
import { pauseAfterConflict } from './pause-after-conflict.ts';

const conflict = new Conflict('changed meanwhile');
const soon = () => performance.now();
const longAgo = () => performance.now() - 60_000;

describe('pauseAfterConflict', () => {
  it.each([
    ['the first attempt, however long it took', 1, longAgo],
    ['the second', 2, longAgo],
    ['a quick one', 7, soon],
  ])('lets another attempt follow %s', async (_which, attempt, startedAt) => {
    await expect(pauseAfterConflict(conflict, { attempt, maxAttempts: 9, startedAt: startedAt() })).resolves.toBe(
      undefined,
    );
  });

  it.each([
    ['the last', 9, soon],
    ['the third when time is over', 3, longAgo],
    ['the last when time is over, too', 9, longAgo],
  ])('gives up after %s', async (_which, attempt, startedAt) => {
    const pausing = pauseAfterConflict(conflict, { attempt, maxAttempts: 9, startedAt: startedAt() });
    await expect(pausing).rejects.toThrow(Contention);
    await expect(pausing).rejects.toMatchObject({ cause: conflict });
  });
});
