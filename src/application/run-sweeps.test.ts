import { describe, expect, it } from '@jest/globals';
import { type Sweep, Sweeps } from './run-sweeps.ts';

const never = new AbortController().signal;

function counting(name: string, ran: string[], fails = false): Sweep {
  return {
    name,
    run: async () => {
      ran.push(name);
      if (fails) throw new Error(`${name} broke`);
    },
  };
}

describe('sweeps', () => {
  it('run once a minute each', async () => {
    const ran: string[] = [];
    const sweeps = new Sweeps([counting('holds', ran), counting('exceptions', ran)], () => {});
    for (const atMs of [0, 1_000, 59_999, 60_000, 61_000]) {
      sweeps.startDue(1_000_000 + atMs, never);
      await sweeps.settled();
    }
    expect(ran).toEqual(['holds', 'exceptions', 'holds', 'exceptions']);
  });

  it('go on after one of them failed, and tell of it', async () => {
    const ran: string[] = [];
    const failures: string[] = [];
    const sweeps = new Sweeps([counting('holds', ran, true), counting('exceptions', ran)], (name, error) => {
      failures.push(`${name}: ${(error as Error).message}`);
    });
    sweeps.startDue(0, never);
    await sweeps.settled();
    expect(ran).toEqual(['holds', 'exceptions']);
    expect(failures).toEqual(['holds: holds broke']);
  });

  it('are not started a second time while they run', async () => {
    let started = 0;
    let finish = (): void => {};
    const slow: Sweep = {
      name: 'slow',
      run: () => {
        started += 1;
        return new Promise((resolve) => {
          finish = resolve;
        });
      },
    };
    const sweeps = new Sweeps([slow], () => {});
    sweeps.startDue(0, never);
    sweeps.startDue(60_000, never);
    expect(started).toBe(1);
    finish();
    await sweeps.settled();
    sweeps.startDue(60_000, never);
    expect(started).toBe(2);
    finish();
    await sweeps.settled();
  });
});
