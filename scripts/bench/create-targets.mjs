import { createGroups, restoreGroups } from './prepare-people.mjs';

const LARGE_LANES = 4;
const LARGE = 10_000;

/** Groups, and the bare servers' data; what the operations are measured on, for one installation. */
export async function createTargets({ installation, users, lanes }) {
  const { engine, view, bares, announcing, silent } = installation;
  const { client } = announcing;
  const small = await createGroups(client, { name: 'Small', lanes, members: 10, users });
  const large = await createGroups(client, { name: 'Large', lanes: LARGE_LANES, members: LARGE, users });
  const ids = await view.createBareTables(users.map(({ name }) => name));
  await view.settle();
  const shared = { engine: engine.name, serverPid: view.serverPid };
  const bareGroups = (groups) => groups.map(({ id, next }) => ({ id, added: [], next }));
  const restoreBareGroups = async (groups) => {
    for (const group of groups) group.added = [];
    await view.emptyBareMembers();
  };
  const holdfast = (name, process) => ({
    ...shared,
    ...process,
    name,
    users,
    groups: { small, large },
    restoreGroups: (touched) => restoreGroups(process.client, touched),
  });
  return {
    bares: bares.map((bare) => ({
      ...shared,
      ...bare,
      isBase: true,
      users: users.map(({ name }, index) => ({ id: ids[index], name, active: true })),
      groups: { small: bareGroups(small), large: bareGroups(large) },
      restoreGroups: restoreBareGroups,
    })),
    silent: holdfast('Holdfast, not enqueueing', silent),
    announcing: holdfast('Holdfast, enqueueing', announcing),
  };
}
