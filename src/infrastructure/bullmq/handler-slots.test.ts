import { describe, expect, it } from '@jest/globals';
import { HandlerSlots, type ReleaseSlot } from './handler-slots.ts';

const never = new AbortController().signal;

/** Takes a slot and notes under `name` when it was given. */
function taker(slots: HandlerSlots, given: string[]) {
  return async (name: string, signal: AbortSignal = never): Promise<ReleaseSlot | undefined> => {
    const release = await slots.take(name.startsWith('removal'), signal);
    if (release) given.push(name);
    return release;
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the handler slots of a process', () => {
  it('keep one slot that only a removal may take', async () => {
    const given: string[] = [];
    const take = taker(new HandlerSlots(2), given);
    for (const name of ['change 1', 'change 2', 'change 3', 'removal 1']) void take(name);
    await settle();
    expect(given).toEqual(['change 1', 'change 2', 'removal 1']);
  });

  it('let removals take every slot when nothing else runs', async () => {
    const given: string[] = [];
    const take = taker(new HandlerSlots(2), given);
    for (const name of ['removal 1', 'removal 2', 'removal 3', 'removal 4']) void take(name);
    await settle();
    expect(given).toEqual(['removal 1', 'removal 2', 'removal 3']);
  });

  it('give the next free slot to a waiting removal before a change that waited longer', async () => {
    const given: string[] = [];
    const take = taker(new HandlerSlots(1), given);
    const first = await take('change 1');
    void take('change 2');
    void take('removal 1');
    void take('removal 2');
    await settle();
    expect(given).toEqual(['change 1', 'removal 1']);
    first?.();
    await settle();
    expect(given).toEqual(['change 1', 'removal 1', 'removal 2']);
  });

  it('start others in half of their slots only while a removal runs', async () => {
    const given: string[] = [];
    const take = taker(new HandlerSlots(4), given);
    const removal = await take('removal 1');
    for (const name of ['change 1', 'change 2', 'change 3', 'change 4']) void take(name);
    await settle();
    expect(given).toEqual(['removal 1', 'change 1', 'change 2']);
    removal?.();
    await settle();
    expect(given).toEqual(['removal 1', 'change 1', 'change 2', 'change 3', 'change 4']);
  });

  it('give nothing to a waiter whose signal aborts, and its place to the next', async () => {
    const given: string[] = [];
    const take = taker(new HandlerSlots(1), given);
    const stop = new AbortController();
    const first = await take('change 1');
    const aborted = take('change 2', stop.signal);
    void take('change 3');
    stop.abort();
    await expect(aborted).resolves.toBeUndefined();
    await expect(take('change 4', stop.signal)).resolves.toBeUndefined();
    first?.();
    first?.();
    await settle();
    expect(given).toEqual(['change 1', 'change 3']);
  });
});
