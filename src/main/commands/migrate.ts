import type { Command } from 'commander';
import { command } from '../command-line/command.ts';
import { type OutputFlags, print } from '../command-line/print.ts';

export const registerMigrate = (program: Command): void => {
  command(program, 'migrate', 'bring the database to the schema of this version; safe to repeat').action(
    async (flags: OutputFlags) => {
      const [{ loadConfig }, { createLog }, { openStorage, purposeOfCommand }] = await Promise.all([
        import('../configuration/load-config.ts'),
        import('../create-log.ts'),
        import('../open-storage.ts'),
      ]);
      const configuration = loadConfig();
      const log = await createLog({ logLevel: 'error' });
      const purpose = purposeOfCommand('migrate');
      const storage = await openStorage(configuration, { server: 'either', purpose, migrate: true, log });
      await storage.close();
      await print(flags, { migrated: true }, () => 'The database has the schema of this version.');
    },
  );
};
