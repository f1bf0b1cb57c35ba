import { openPostgresDatabase } from '../../src/infrastructure/postgres/open-postgres-database.ts';
import { createTestDatabase, dropTestDatabase, testServerUrl } from '../support/embedded-database.ts';
import type { MovedEngine } from './move-data-suite.ts';

export const postgres: MovedEngine = {
  name: 'PostgreSQL',
  open: async () => {
    const serverUrl = await testServerUrl();
    const url = await createTestDatabase(serverUrl);
    const database = await openPostgresDatabase({ url });
    await database.migrate();
    return {
      database,
      url,
      close: async () => {
        await database.close();
        await dropTestDatabase(serverUrl, url);
      },
    };
  },
};
