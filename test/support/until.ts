import { setTimeout as delay } from 'node:timers/promises';

const LOOK_AGAIN_MS = 15;

/**
 * Looks again and again until `look` finds something, and returns it. The deadline only keeps a broken product from
 * hanging the test; `what` completes "Gave up waiting for …".
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { withinMs = 45_000 }: { readonly withinMs?: number } = {},
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Gave up waiting for ${what} after ${withinMs / 1000} s`);
    await delay(LOOK_AGAIN_MS);
  }
}
