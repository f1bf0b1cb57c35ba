import { describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import { Slots } from './slots.ts';

describe('Slots', () => {
  it('lets so many in at once, the others in the order they came', async () => {
    const slots = new Slots(2, 1_000);
    const entered: string[] = [];
    await Promise.all([slots.acquire(), slots.acquire()]);
    const waiting = ['a', 'b'].map((name) => slots.acquire().then(() => entered.push(name)));
    expect(entered).toEqual([]);
    slots.release();
    await waiting[0];
    expect(entered).toEqual(['a']);
    slots.release();
    await waiting[1];
    expect(entered).toEqual(['a', 'b']);
  });

  it('turns away who waited too long, and keeps its place for nobody', async () => {
    const slots = new Slots(1, 10);
    await slots.acquire();
    await expect(slots.acquire()).rejects.toBeInstanceOf(DatabaseUnavailable);
    slots.release();
    await slots.acquire();
  });

  it('is released by work that fails', async () => {
    const slots = new Slots(1, 1_000);
    await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.use(async () => 1)).toBe(1);
  });
});
