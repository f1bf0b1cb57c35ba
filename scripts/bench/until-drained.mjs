import { setTimeout as delay } from 'node:timers/promises';

/** Waits until no sync job is left to do, but not longer than the limit; returns how many are left. */
export async function untilDrained(view, limitMs, everyMs = 100) {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const left = await view.backlog();
    if (left === 0 || performance.now() > deadline) return left;
    await delay(everyMs);
  }
}
