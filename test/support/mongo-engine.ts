import { openMongoCollections } from '../../src/infrastructure/mongo/open-mongo-database.ts';
import { type ContractCollections, contractCollections } from '../contract/contract-collections.ts';
import type { ContractEngine } from '../contract/contract-engine.ts';
import { administerMongoServer, newDatabaseUrl, sharedMongoServerUrl } from './mongo-server.ts';

/** The MongoDB adapter for the contract suite. */
export const mongoEngine: ContractEngine = {
  name: 'MongoDB',
  create: async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    const { hostname, port: own } = new URL(url);
    // Through a proxy, the driver must not look for the members by the names they know themselves by.
    const open = (port = Number(own)) => {
      const through = new URL(url);
      through.port = String(port);
      through.search = '?directConnection=true';
      return openMongoCollections<ContractCollections>({ url: through.href }, contractCollections);
    };
    const database = await open();
    await database.migrate();
    await database.close();
    return {
      address: { host: hostname, port: Number(own) },
      open,
      commitMarker: 'commitTransaction',
      drop: () => administerMongoServer(url, async (client) => void (await client.db().dropDatabase())),
    };
  },
};
