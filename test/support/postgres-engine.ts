import { openPostgresCollections } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import { type ContractCollections, contractCollections } from '../contract/contract-collections.ts';
import type { ContractEngine } from '../contract/contract-engine.ts';
import { createTestDatabase, dropTestDatabase, testServerUrl } from './embedded-database.ts';

/** The PostgreSQL adapter for the contract suite. */
export const postgresEngine: ContractEngine = {
  name: 'PostgreSQL',
  create: async () => {
    const serverUrl = await testServerUrl();
    const url = await createTestDatabase(serverUrl);
    const open = async (port?: number) => {
      const through = new URL(url);
      if (port !== undefined) through.port = String(port);
      return openPostgresCollections<ContractCollections>({ url: through.href }, contractCollections);
    };
    const database = await open();
    await database.migrate();
    await database.close();
    const { hostname, port } = new URL(url);
    return { address: { host: hostname, port: Number(port) }, open, drop: () => dropTestDatabase(serverUrl, url) };
  },
};
