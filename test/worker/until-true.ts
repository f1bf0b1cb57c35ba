import { setTimeout as sleep } from 'node:timers/promises';

/** For what only the server knows and tells nobody. */
export async function untilTrue(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(10);
}
