import { v7 } from 'uuid';
import { patchActive, patchMembers, userBody, userNameOf } from './directory.mjs';

const PAGE = 100;
const MANY = 100;

/**
 * What is measured: how each operation's requests are made for one target. Lanes (concurrent clients) never touch the same
 * record: an identity provider changes one person once at a time, and what collides is another measurement.
 */
export const operations = [
  {
    name: 'GET user by id',
    isRead: true,
    target: 0.7,
    requests: ({ users }, lanes) => {
      const place = places(users.length, lanes);
      return (lane) => ({ method: 'GET', path: `/Users/${users[place(lane)].id}` });
    },
  },
  {
    name: 'filter userName eq, 20,000 users',
    isRead: true,
    target: 0.65,
    requests: ({ users }, lanes) => {
      const place = places(users.length, lanes);
      return (lane) => {
        const filter = `userName eq "${userNameOf(users[place(lane)].name)}"`;
        return { method: 'GET', path: `/Users?filter=${encodeURIComponent(filter)}` };
      };
    },
  },
  {
    name: 'list page of 100 of 20,000 users',
    isList: true,
    target: 3,
    variants: ['by cursor', 'by index'],
    targetOfVariant: 'by cursor',
    requests: ({ users, cursors, variant }, lanes) => {
      const pages = variant === 'by cursor' ? cursors.length : Math.floor(users.length / PAGE);
      const place = places(pages, lanes);
      return (lane) => {
        const page = place(lane);
        const from = variant === 'by cursor' ? `cursor=${cursors[page]}` : `startIndex=${page * PAGE + 1}`;
        return { method: 'GET', path: `/Users?${from}&count=${PAGE}` };
      };
    },
  },
  {
    name: 'list groups without members',
    isList: true,
    target: 0.7,
    requests: () => () => ({ method: 'GET', path: `/Groups?excludedAttributes=members&count=${PAGE}` }),
  },
  {
    name: 'POST user',
    target: 0.55,
    targetAnnounced: 0.4,
    requests: () => () => ({ method: 'POST', path: '/Users', body: userBody(v7()) }),
  },
  {
    name: 'PUT user',
    target: 0.55,
    targetAnnounced: 0.4,
    requests: ({ users }, lanes) => {
      const place = places(users.length, lanes);
      return (lane) => {
        const user = users[place(lane)];
        user.revision = (user.revision ?? 0) + 1;
        const body = userBody(user.name, { revision: user.revision, active: user.active });
        return { method: 'PUT', path: `/Users/${user.id}`, body };
      };
    },
  },
  {
    name: 'PATCH active',
    target: 0.55,
    targetAnnounced: 0.4,
    requests: ({ users }, lanes) => {
      const place = places(users.length, lanes);
      return (lane) => {
        const user = users[place(lane)];
        user.active = !user.active;
        return { method: 'PATCH', path: `/Users/${user.id}`, body: patchActive(user.active) };
      };
    },
  },
  addMember('PATCH group, add one member', 'small'),
  {
    name: 'PATCH group, add 100 members',
    target: 0.5,
    requests: (target) => {
      return (lane) => {
        const group = target.groups.filling[lane];
        const added = target.users.slice(group.next, group.next + MANY);
        if (added.length < MANY) return undefined;
        group.next += MANY;
        return {
          method: 'PATCH',
          path: `/Groups/${group.id}`,
          body: patchMembers(
            'add',
            added.map(({ id }) => id),
          ),
        };
      };
    },
    prepare: (target, lanes) => target.startGroups(lanes),
    restore: (target, lanes) => target.startGroups(lanes),
  },
];

/**
 * Each lane adds to a group of its own, which is as large again when the round is over as it was before. Nobody is added
 * twice: whoever was a member is remembered until a sync job has looked at them, and coming back is another operation.
 */
export function addMember(name, size) {
  return {
    name,
    target: 0.5,
    targetAnnounced: 0.4,
    requests: ({ groups, users }) => {
      return (lane) => {
        const group = groups[size][lane];
        const user = users[group.next++];
        if (user === undefined) return undefined;
        group.added.push(user.id);
        return { method: 'PATCH', path: `/Groups/${group.id}`, body: patchMembers('add', [user.id]) };
      };
    },
    restore: (target) => target.restoreGroups(target.groups[size]),
  };
}

/** Every lane walks through its own share of `count` places, for ever. */
function places(count, lanes) {
  const share = Math.floor(count / lanes);
  const steps = new Array(lanes).fill(0);
  return (lane) => lane * share + (steps[lane]++ % share);
}
