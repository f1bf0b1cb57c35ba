import { groupBody, patchMembers, userBody } from './directory.mjs';
import { runClosedLoop } from './http-load.mjs';

const PAGE = 100;

/** Creates the people over SCIM, as an initial sync would. */
export async function createPeople(client, count, lanes) {
  const users = [];
  let next = 0;
  const one = async () => {
    for (;;) {
      const number = next++;
      if (number >= count) return;
      const name = `u${String(number).padStart(5, '0')}`;
      const { id } = await client.call('POST', '/Users', userBody(name));
      users[number] = { id, name, active: true };
    }
  };
  await Promise.all(Array.from({ length: lanes }, one));
  return users;
}

/** One group for each lane, with the first `members` of the people; `next` is the first who is no member. */
export async function createGroups(client, { name, lanes, members, users }) {
  const groups = [];
  for (let lane = 0; lane < lanes; lane++) {
    const userIds = users.slice(0, members).map(({ id }) => id);
    const displayName = `${name} ${lane}`;
    const { id } = await client.call('POST', '/Groups', groupBody(displayName, userIds));
    groups.push({ id, name: displayName, added: [], next: members });
  }
  return groups;
}

/** Takes the members out again that a round added. */
export async function restoreGroups(client, groups) {
  await runClosedLoop({
    client,
    concurrency: groups.length,
    durationMs: 60_000,
    next: (lane) => {
      const { id, added } = groups[lane];
      if (added.length === 0) return undefined;
      return { method: 'PATCH', path: `/Groups/${id}`, body: patchMembers('remove', added.splice(0)) };
    },
  });
}

/** The cursor of every full page of the list of all users, in the order of a walk. */
export async function walkCursors(client) {
  const cursors = [''];
  for (;;) {
    const { nextCursor } = await client.call('GET', `/Users?cursor=${cursors.at(-1)}&count=${PAGE}&attributes=id`);
    if (nextCursor === undefined) return cursors;
    cursors.push(nextCursor);
  }
}
