import type { DirectoryPush } from './directory-push.ts';

const LANES = 8;
const ADMINISTRATORS = 5;
const TEAM_GROUPS = 6;
const AT_ONCE = 25;

export const ADMINISTRATOR_GROUP = 'Administrators';
/** Names of the groups that mappings give a role in a team, as they are called in the end or were on the way. */
export const TEAM_GROUP = 'Crew';

/**
 * The story a client plays: everybody is created, grouped, changed; some leave, some come back; a group is renamed, one is
 * deleted, and at last every administrator is removed at once. About two and a half requests per person.
 */
export async function pushEverything(push: DirectoryPush, people: number): Promise<void> {
  const keys = Array.from({ length: people }, (_, index) => `person${index}`);
  const plain = keys.slice(ADMINISTRATORS);
  await inLanes(keys, LANES, async (key, index) => {
    await push.createUser(key);
    if (index % 3 === 0) await push.replaceUser(key, { title: 'Engineer' });
    if (index % 4 === 1) await push.setActive(key, false);
    if (index % 8 === 1) await push.setActive(key, true);
  });

  const groups = Array.from({ length: TEAM_GROUPS }, (_, index) => `team${index}`);
  const membersOf = (index: number) => plain.filter((_, person) => person % TEAM_GROUPS === index);
  await Promise.all([
    ...groups.map(async (group, index) => {
      await push.createGroup(group, index === 0 ? TEAM_GROUP : `${group} without a role yet`);
      const members = membersOf(index);
      const atOnce = index === 0 ? members.length : AT_ONCE;
      for (let from = 0; from < members.length; from += atOnce) {
        await push.addMembers(group, members.slice(from, from + atOnce));
      }
      const [first] = members;
      if (first) await push.removeMember(group, first);
    }),
    (async () => {
      await push.createGroup('administrators', ADMINISTRATOR_GROUP);
      for (const key of keys.slice(0, ADMINISTRATORS)) await push.addMembers('administrators', [key]);
    })(),
  ]);

  await push.renameGroup('team0', 'No role any more');
  await push.renameGroup('team1', TEAM_GROUP);
  await Promise.all([
    inLanes(plain, LANES - 1, async (key, index) => {
      if (index % 5 === 2) await push.replaceUser(key, { email: `${key}.moved@acme.example` }, 'user_changed');
      if (index % 7 === 3) await push.deleteUser(key);
      else if (index % 9 === 4 && push.users.get(key)?.active) {
        await push.replaceUser(key, { active: false }, 'user_deactivated');
      }
    }),
    (async () => {
      await push.renameGroup('team1', 'Done');
      await push.renameGroup('team2', TEAM_GROUP);
      await push.deleteGroup('team3');
    })(),
  ]);
  await push.replaceMembers('administrators', []);
}

/** Some at the same time, the steps of one key in order. */
async function inLanes(
  keys: readonly string[],
  lanes: number,
  work: (key: string, index: number) => Promise<void>,
): Promise<void> {
  const waiting = [...keys.entries()].reverse();
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
