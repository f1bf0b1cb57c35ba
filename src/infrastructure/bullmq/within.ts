import { setTimeout as sleep } from 'node:timers/promises';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';

/** The promise's value, or `QueueUnavailable` when it fails or takes longer. What comes after the deadline is ignored. */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new QueueUnavailable(`The queue did not ${what} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } catch (error) {
    if (error instanceof QueueUnavailable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new QueueUnavailable(`The queue could not ${what}: ${reason}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for the promise to settle either way, but not longer: a queue that is gone must not hold up the stop. */
export async function settledWithin(ms: number, promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const settled = promise.then(
    () => {},
    () => {},
  );
  await Promise.race([settled, sleep(ms, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
}
