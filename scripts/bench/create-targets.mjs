import { v7 } from 'uuid';
import { createGroups, restoreGroups, walkCursors } from './prepare-people.mjs';

const LARGE_LANES = 4;
const LARGE = 10_000;

/** Groups, and the bare servers' data; what the operations are measured on, for one installation. */
export async function createTargets({ installation, users, lanes }) {
  const { engine, view, bares, announcing, silent } = installation;
  const { client } = announcing;
  const small = await createGroups(client, { name: 'Small', lanes, members: 10, users });
  const large = await createGroups(client, { name: 'Large', lanes: LARGE_LANES, members: LARGE, users });
  const groupNames = [...small, ...large].map(({ name }) => name);
  const ids = await view.createBareTables(
    users.map(({ name }) => name),
    groupNames,
  );
  await view.settle();
  const cursors = await walkCursors(client);
  const shared = { engine: engine.name, serverPid: view.serverPid };
  const bareGroups = (groups) => groups.map(({ id, next }) => ({ id, added: [], next }));
  const restoreBareGroups = async (groups) => {
    for (const group of groups) group.added = [];
    await view.emptyBareMembers();
  };
  const holdfast = (name, process) => {
    const groups = { small, large, filling: [] };
    return {
      ...shared,
      ...process,
      name,
      users,
      groups,
      cursors,
      restoreGroups: (touched) => restoreGroups(process.client, touched),
      /** One empty group for each lane, to be filled from the first of the people on. */
      startGroups: async (lanes) => {
        groups.filling = await createGroups(process.client, { name: `Filling ${v7()}`, lanes, members: 0, users });
      },
    };
  };
  return {
    bares: bares.map((bare) => {
      const groups = { small: bareGroups(small), large: bareGroups(large), filling: [] };
      return {
        ...shared,
        ...bare,
        isBase: true,
        users: users.map(({ name }, index) => ({ id: ids[index], name, active: true })),
        groups,
        restoreGroups: restoreBareGroups,
        startGroups: async (lanes) => {
          await view.emptyBareMembers();
          groups.filling = Array.from({ length: lanes }, () => ({ id: v7(), next: 0 }));
        },
      };
    }),
    silent: holdfast('Holdfast, not enqueueing', silent),
    announcing: holdfast('Holdfast, enqueueing', announcing),
  };
}
