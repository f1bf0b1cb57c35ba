import { describe, expect, it } from '@jest/globals';
import { whenBothSettled } from './when-both-settled.ts';

describe('waiting for both', () => {
  it('gives both', async () => {
    expect(await whenBothSettled(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
    expect(await whenBothSettled(Promise.resolve(1), undefined)).toEqual([1, undefined]);
  });

  it('does not tell of a failure before the other is over', async () => {
    let end = (): void => {};
    let isOver = false;
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    }).then(() => {
      isOver = true;
    });
    const told = whenBothSettled(slow, Promise.reject(new Error('gone'))).catch((error: Error) => [
      error.message,
      isOver,
    ]);
    await new Promise(setImmediate);
    end();
    expect(await told).toEqual(['gone', true]);
  });

  it('tells of the first failure when both fail', async () => {
    const both = whenBothSettled(Promise.reject(new Error('one')), Promise.reject(new Error('two')));
    await expect(both).rejects.toThrow('one');
  });
});
