import { createChildren } from './children.mjs';
import { createClient } from './http-load.mjs';

const CLI = 'scripts/holdfast.mjs';
const ORGANIZATION = 'bench';
const CONNECTIONS = 16;

/**
 * An installation of its own, as shipped: the engine's servers with their durable settings, `serve` processes on them, one
 * of which does not tell the queue, and the bare servers beside them. Roles are mapped to groups of these names.
 */
export async function startInstallation({ engine, folder, profiles, mappedGroups }) {
  const servers = await engine.startServers(folder);
  // What is measured is how fast it can be, not how fast one connection may be.
  const settings = { ...servers.environment, SCIM_RATE_LIMIT: '0' };
  const children = createChildren({ folder, settings, profiles });
  let view;
  const stop = async () => {
    await children.stopAll();
    await view?.close();
    await servers.remove();
  };
  try {
    const holdfast = (...args) => children.command([CLI, ...args]);
    await holdfast('migrate');
    const [announcing, silent, ...bares] = await Promise.all([
      children.start('serve', [CLI, 'serve']),
      children.start('serve-silent', [CLI, 'serve'], { ENQUEUE: 'off' }),
      ...engine.bares.map(({ script }, index) => children.start(`bare${index || ''}`, [script])),
    ]);
    const organization = JSON.parse(
      await holdfast('organization', 'create', 'Bench', '--slug', ORGANIZATION, '--json'),
    );
    const connection = JSON.parse(
      await holdfast(
        'connection',
        'create',
        '--organization',
        ORGANIZATION,
        '--type',
        'okta',
        '--name',
        'Okta',
        '--json',
      ),
    );
    for (const group of mappedGroups) await addMapping(holdfast, group);
    const authorization = { authorization: `Bearer ${connection.token}` };
    const clientOf = ({ baseUrl }, path, headers) => createClient(baseUrl + path, headers, CONNECTIONS);
    view = await servers.openView();
    return {
      engine,
      organizationId: organization.id ?? organization.organizationId,
      view,
      bares: bares.map((bare, index) => ({
        name: engine.bares[index].name,
        client: clientOf(bare, '', {}),
        pid: bare.pid,
      })),
      announcing: { client: clientOf(announcing, '/scim/v2', authorization), pid: announcing.pid },
      silent: { client: clientOf(silent, '/scim/v2', authorization), pid: silent.pid, baseUrl: silent.baseUrl },
      startWorker: (number = '') => children.start(`worker${number}`, [CLI, 'worker']),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const addMapping = (holdfast, group) =>
  holdfast('mapping', 'add', '--organization', ORGANIZATION, '--group-name', group, '--role', 'member', '--json');
