import { type Command, Option } from 'commander';

const fleeting = () =>
  new Option('--fleeting', 'keep the embedded database only until the process ends (for tests and demonstrations)');

const readOnly = () => new Option('--read-only', 'answer, but take no changes and no jobs');

interface ServiceFlags {
  readonly readOnly?: boolean;
  readonly worker: boolean;
  readonly fleeting?: boolean;
}

export const registerStart = (program: Command): void => {
  program
    .command('start')
    .description('run everything in one process: API, console and worker')
    .option('--no-worker', 'leave the sync jobs to other processes (the same as "serve")')
    .addOption(readOnly())
    .addOption(fleeting())
    .action(async ({ worker, readOnly = false, fleeting = false }: ServiceFlags) => {
      const [{ loadConfig }, { runService }] = await Promise.all([
        import('../configuration/load-config.ts'),
        import('../run-service.ts'),
      ]);
      await runService(loadConfig(), { worker, readOnly, fleeting });
    });
};

export const registerServe = (program: Command): void => {
  program
    .command('serve')
    .description('run API and console; sync jobs are applied by "worker" processes')
    .addOption(readOnly())
    .addOption(fleeting())
    .action(async ({ readOnly = false, fleeting = false }: Pick<ServiceFlags, 'readOnly' | 'fleeting'>) => {
      const [{ loadConfig }, { runService }] = await Promise.all([
        import('../configuration/load-config.ts'),
        import('../run-service.ts'),
      ]);
      await runService(loadConfig(), { worker: false, readOnly, fleeting });
    });
};

export const registerWorker = (program: Command): void => {
  program
    .command('worker')
    .description('apply sync jobs; as many of these processes as you like')
    .action(async () => {
      const [{ loadConfig }, { runWorker }] = await Promise.all([
        import('../configuration/load-config.ts'),
        import('../run-worker.ts'),
      ]);
      await runWorker(loadConfig());
    });
};
