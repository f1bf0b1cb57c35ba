import { type Command, InvalidArgumentError, Option } from 'commander';

export interface DemoFlags {
  readonly users: number;
  readonly once?: boolean;
  readonly port?: number;
  readonly engine: 'embedded' | 'mongo';
}

export const registerDemo = (program: Command): void => {
  program
    .command('demo')
    .description('play the story: a whole service on data of its own, two identity providers, and a worker that dies')
    .option('--users <number>', 'people of the initial sync, 12 at least', wholeNumber(12), 200)
    .option('--once', 'end when the story has been told; exit 0 only if everything came out as told')
    .option('--port <port>', 'where to listen; by default 3000, or any free port when that is taken', wholeNumber(0))
    .addOption(
      new Option('--engine <engine>', 'where it keeps its data: mongo wants DATABASE_URL and QUEUE_URL')
        .choices(['embedded', 'mongo'])
        .default('embedded'),
    )
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('../run-demo.ts');
      process.exitCode = await runDemo(flags);
    });
};

const wholeNumber = (least: number) => (text: string) => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new InvalidArgumentError(`It must be a whole number from ${least}.`);
};
