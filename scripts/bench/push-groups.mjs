import { setTimeout as delay } from 'node:timers/promises';
import { groupBody } from './directory.mjs';

/** Groups that give a role: every member of theirs is a grant. */
export const MAPPED_GROUPS = ['Push 1', 'Push 2', 'Push 3', 'Push 4', 'Push 5', 'Push 6', 'Push 7', 'Push 8'];

const LOOK_MS = 100;

/**
 * Pushes groups so that at least `slots` pushes are unfinished at any time: every slot of the worker but the one for
 * removals has one to work on. Resolves once that is so; `stop` tells whether it was so all the time.
 */
export async function keepPushing({ client, view, slots, userIds }) {
  let pushed = 0;
  let stopping = false;
  let gaps = 0;
  const push = () => {
    const name = MAPPED_GROUPS[pushed] ?? `Push ${pushed + 1}`;
    pushed++;
    return client.call('POST', '/Groups', groupBody(name, userIds));
  };
  const unfinished = () => view.unfinishedJobs('group_created');
  while ((await unfinished()) < slots + 1) await push();

  const keep = async () => {
    while (!stopping) {
      const left = await unfinished();
      if (left < slots) gaps++;
      if (left < slots + 2) await push();
      await delay(LOOK_MS);
    }
  };
  const keeping = keep();
  return {
    stop: async () => {
      stopping = true;
      await keeping;
      return { pushed, gaps };
    },
  };
}
