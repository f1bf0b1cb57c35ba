import { describe } from '@jest/globals';
import { openMongoDatabase } from '../../src/infrastructure/mongo/open-mongo-database.ts';
import { administerMongoServer, hasMongod, newDatabaseUrl, sharedMongoServerUrl } from '../support/mongo-server.ts';
import { describeMoveCommand } from './move-command-suite.ts';
import { describeMove, type MovedEngine } from './move-data-suite.ts';
import { postgres } from './moved-postgres.ts';

const mongo: MovedEngine = {
  name: 'MongoDB',
  open: async () => {
    const url = newDatabaseUrl(await sharedMongoServerUrl());
    const database = await openMongoDatabase({ url });
    await database.migrate();
    return {
      database,
      url,
      close: async () => {
        await database.close();
        await administerMongoServer(url, (client) => client.db().dropDatabase());
      },
    };
  },
};

(hasMongod() ? describe : describe.skip)('moving between engines', () => {
  describeMove(postgres, mongo);
  describeMove(mongo, postgres);
  describeMoveCommand(postgres, mongo);
});
