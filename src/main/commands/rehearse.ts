import { Argument, type Command } from 'commander';
import { colours as pc } from '../../story/colours.ts';
import { command } from '../command-line/command.ts';
import { type OutputFlags, print, write } from '../command-line/print.ts';
import { Refused } from '../errors.ts';

interface Flags extends OutputFlags {
  readonly to: string;
  readonly token: string;
}

export const registerRehearse = (program: Command): void => {
  command(program, 'rehearse', 'play an identity provider’s traffic against any SCIM server; exit 1 when it fails')
    .addArgument(new Argument('<provider>', 'whose').choices(['okta', 'entra']))
    .requiredOption('--to <url>', 'SCIM base URL, for example http://127.0.0.1:3000/scim/v2')
    .requiredOption('--token <token>', 'bearer token')
    .action(run);
};

async function run(provider: 'okta' | 'entra', flags: Flags): Promise<void> {
  if (!/^https?:$/.test(URL.canParse(flags.to) ? new URL(flags.to).protocol : '')) {
    throw new Refused('--to takes an address like http://127.0.0.1:3000/scim/v2.');
  }
  const { rehearse } = await import('../../story/rehearsal/rehearse.ts');
  const rehearsal =
    provider === 'okta'
      ? (await import('../../story/okta/rehearsal.ts')).oktaRehearsal
      : (await import('../../story/entra/rehearsal.ts')).entraRehearsal;
  if (!flags.json) await write(`${pc.bold(`${rehearsal.provider.title} rehearses on ${flags.to}`)}\n`);
  const report = await rehearse(rehearsal, { baseUrl: flags.to, token: flags.token }, ({ claim, passed, reason }) => {
    if (flags.json) return;
    const mark = passed ? pc.green('✓') : pc.red('✗');
    process.stdout.write(`  ${mark} ${claim}${reason ? `\n      ${pc.red(reason)}` : ''}\n`);
  });
  const failures = report.results.filter(({ passed }) => !passed).length;
  await print(flags, report, ({ results, requests, leftBehind }) =>
    [
      `\n${results.length - failures} passed, ${failures} failed, ${requests} requests.`,
      leftBehind.length > 0 ? `These could not be removed again: ${leftBehind.join(', ')}` : '',
    ].join('\n'),
  );
  if (failures > 0 || report.leftBehind.length > 0) process.exitCode = 1;
}
