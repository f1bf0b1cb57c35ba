import type { Command } from 'commander';
import { loadConfig } from '../configuration/load-config.ts';

export const registerStart = (program: Command): void => {
  program
    .command('start')
    .description('run everything in one process: API, console and worker')
    .option('--no-worker', 'leave the sync jobs to other processes (the same as "serve")')
    .action(async ({ worker }: { worker: boolean }) => {
      const configuration = loadConfig();
      const { runService } = await import('../run-service.ts');
      await runService(configuration, { worker });
    });
};

export const registerServe = (program: Command): void => {
  program
    .command('serve')
    .description('run API and console; sync jobs are applied by "worker" processes')
    .action(async () => {
      const configuration = loadConfig();
      const { runService } = await import('../run-service.ts');
      await runService(configuration, { worker: false });
    });
};

export const registerWorker = (program: Command): void => {
  program
    .command('worker')
    .description('apply sync jobs; as many of these processes as you like')
    .action(async () => {
      const configuration = loadConfig();
      const { runWorker } = await import('../run-worker.ts');
      await runWorker(configuration);
    });
};
