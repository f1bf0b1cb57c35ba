import { createChildren } from './children.mjs';
import { openDatabaseView } from './database-view.mjs';
import { startServer } from './embedded-server.mjs';
import { createClient } from './http-load.mjs';

const CLI = 'scripts/holdfast.mjs';
const ORGANIZATION = 'bench';
const CONNECTIONS = 16;

/**
 * An installation of its own, as shipped: the embedded PostgreSQL server with its durable settings, `serve` processes on
 * it, one of which does not tell the queue, and the bare server beside them. Roles are mapped to groups of these names.
 */
export async function startInstallation({ folder, profiles, mappedGroups }) {
  const server = await startServer(folder);
  const children = createChildren({ folder, databaseUrl: server.url, profiles });
  const stop = async () => {
    await children.stopAll();
    await server.remove();
  };
  try {
    const holdfast = (...args) => children.command([CLI, ...args]);
    await holdfast('migrate');
    const [bare, announcing, silent] = await Promise.all([
      children.start('bare', ['scripts/bench/bare-express.mjs']),
      children.start('serve', [CLI, 'serve']),
      children.start('serve-silent', [CLI, 'serve'], { ENQUEUE: 'off' }),
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
    return {
      organizationId: organization.id ?? organization.organizationId,
      view: await openDatabaseView(server.url),
      bare: { client: clientOf(bare, '', {}), pid: bare.pid },
      announcing: { client: clientOf(announcing, '/scim/v2', authorization), pid: announcing.pid },
      silent: { client: clientOf(silent, '/scim/v2', authorization), pid: silent.pid },
      startWorker: () => children.start('worker', [CLI, 'worker']),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const addMapping = (holdfast, group) =>
  holdfast('mapping', 'add', '--organization', ORGANIZATION, '--group-name', group, '--role', 'member', '--json');
