import { setTimeout as delay } from 'node:timers/promises';
import { type Conflict, Contention } from '../../application/ports/storage-errors.ts';

/** An attempt that takes long, as one that writes 100,000 rows does, deserves others whatever the time. */
const LEAST_ATTEMPTS = 3;
const MAX_RETRY_MS = 5_000;
const MAX_PAUSE_MS = 500;

interface Attempted {
  /** Which attempt has met the conflict, beginning with 1. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** When the first began, as `performance.now()` says it. */
  readonly startedAt: number;
}

/**
 * Waits before the next attempt, for a random while that grows.
 * @throws Contention when it was tried often or long enough
 */
export async function pauseAfterConflict(
  conflict: Conflict,
  { attempt, maxAttempts, startedAt }: Attempted,
): Promise<void> {
  const isLate = attempt >= LEAST_ATTEMPTS && performance.now() - startedAt > MAX_RETRY_MS;
  if (attempt >= maxAttempts || isLate) {
    throw new Contention(`Gave up after ${attempt} attempts to change what others were changing too`, {
      cause: conflict,
    });
  }
  await delay(Math.random() * Math.min(5 * 2 ** attempt, MAX_PAUSE_MS));
}
