import type { Command } from 'commander';
import { colours as pc } from '../../story/colours.ts';
import { command } from '../command-line/command.ts';
import { type OutputFlags, print } from '../command-line/print.ts';
import type { Finding } from '../doctor/finding.ts';

export const registerDoctor = (program: Command): void => {
  command(
    program,
    'doctor',
    'check configuration, database, processes, queue, clock, sync jobs and administrators',
  ).action(async (flags: OutputFlags) => {
    const [{ examine }, { createLog }] = await Promise.all([
      import('../doctor/examine.ts'),
      import('../create-log.ts'),
    ]);
    const findings = await examine(await createLog({ logLevel: 'silent' }));
    await print(flags, findings, (all) => all.map(line).join('\n'));
    if (findings.some(({ state }) => state === 'failed')) process.exitCode = 1;
  });
};

const MARKS = { ok: pc.green('ok     '), warning: pc.yellow('warning'), failed: pc.red('failed ') };

const line = ({ check, state, detail, fix }: Finding): string =>
  `${MARKS[state]}  ${check}: ${detail}${fix ? `\n         ${pc.bold('→')} ${fix}` : ''}`;
