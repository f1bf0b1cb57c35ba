import { useSyncExternalStore } from 'react';

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, renewed every quarter of a minute by one timer for the whole page, so that relative times do not go stale. */
export function useNow(): Date {
  const tick = useSyncExternalStore(subscribe, () => now);
  // Something newer than the last tick would otherwise lie in the future.
  return new Date(Math.max(tick, Date.now()));
}
