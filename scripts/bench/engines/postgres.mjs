import { startServer } from './embedded-server.mjs';
import { openPostgresView } from './postgres-view.mjs';

/** The default engine: the embedded PostgreSQL as it ships, queue included. */
export const postgres = {
  name: 'postgres',
  title: 'PostgreSQL',
  /** What Holdfast is compared with, and whether the shares of it that Holdfast should reach are promised. */
  bares: [{ name: 'bare Express', script: 'scripts/bench/bare/postgres.mjs' }],
  hasTargets: true,

  async startServers(folder) {
    const { url, remove } = await startServer(folder);
    return {
      environment: { DATABASE_URL: url },
      openView: () => openPostgresView(url),
      remove,
    };
  },
};
