import type { Command } from 'commander';
import type { Rehearsal } from '../../story/rehearsal/behaviour.ts';
import { command } from '../command-line/command.ts';
import { type OutputFlags, print, write } from '../command-line/print.ts';
import { Refused } from '../errors.ts';

interface Flags extends OutputFlags {
  readonly client?: readonly string[];
  readonly to: string;
  readonly token: string;
  readonly report?: string;
  readonly details?: boolean;
}

export const registerRehearse = (program: Command): void => {
  command(program, 'rehearse', 'play the traffic of Okta, Entra and others against a SCIM server; exit 1 when it fails')
    .argument('[clients...]', 'which, as for --client')
    .option('--client <names>', 'only these, separated by commas: okta, entra, entra-flag, …; by default all', listed)
    .requiredOption('--to <url>', 'SCIM base URL, for example http://127.0.0.1:3000/scim/v2')
    .requiredOption('--token <token>', 'bearer token of a connection, or "env:NAME" for one in the environment')
    .option('--report <file>', 'write the report, with every request, into a file: .json, or .md to show')
    .option('--details', 'print what was sent, expected and answered of everything, not only of failures')
    .addHelpText(
      'after',
      '\nClients: okta (okta-wizard, okta-catalog), entra (entra-default, entra-flag), onelogin, jumpcloud, google, ping, cyberark,\nrippling, authentik, keycloak, terraform.\n\nIt creates users called …@rehearsal.example and groups called “Rehearsal …”, new ones each time, and deletes them again, also\nwhen it is interrupted. It writes to nothing else, so that a connection in use may be rehearsed on.',
    )
    .action(run);
};

async function run(names: readonly string[], flags: Flags, self: Command): Promise<void> {
  const parts = await loadParts();
  const rehearsals = choose(
    parts.REHEARSALS,
    [...(flags.client ?? []), ...names.flatMap((name) => listed(name))],
    self,
  );
  const baseUrl = addressOf(flags.to);
  const token = tokenOf(flags.token);
  const file = flags.report === undefined ? undefined : await parts.prepareReportFile(flags.report);
  const stopping = new AbortController();
  void parts.stopRequested(() => {}).then(() => stopping.abort());
  const plan = {
    rehearsals,
    baseUrl,
    token,
    rehearsedBy: `Holdfast ${parts.productVersion()}`,
    signal: stopping.signal,
  };
  const say = (text: string) => void (flags.json || process.stdout.write(text));
  let isFirst = true;
  const report = await parts
    .rehearse(plan, {
      begins: ({ provider }) => {
        if (isFirst) say(parts.heading(baseUrl, plan.rehearsedBy));
        isFirst = false;
        say(parts.beginning(provider.title));
      },
      result: (result) => say(parts.resultLine(result, flags.details === true)),
      ends: (client) => say(parts.ending(client)),
    })
    .catch((error: unknown) => {
      throw parts.explainObstacle(error, baseUrl);
    });
  await file?.write(report);
  await print(flags, report, parts.summary);
  if (file && !flags.json) await write(`The report is in ${file.path}.\n`);
  process.exitCode = stopping.signal.aborted ? 130 : report.passed ? 0 : 1;
}

async function loadParts() {
  const [rehearsals, rehearse, tell, file, obstacle, signals, root] = await Promise.all([
    import('../../story/rehearsal/rehearsals.ts'),
    import('../../story/rehearsal/rehearse.ts'),
    import('../rehearsing/tell-rehearsal.ts'),
    import('../rehearsing/report-file.ts'),
    import('../rehearsing/explain-obstacle.ts'),
    import('../stop-signals.ts'),
    import('../project-root.ts'),
  ]);
  return { ...rehearsals, ...rehearse, ...tell, ...file, ...obstacle, ...signals, ...root };
}

const listed = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== ''),
];

/** `okta` is every client of Okta, `okta-catalog` one. @throws CommanderError */
function choose(all: readonly Rehearsal[], names: readonly string[], self: Command): readonly Rehearsal[] {
  if (names.length === 0) return all;
  const fits = (name: string, { id }: Rehearsal): boolean => id === name || id.startsWith(`${name}-`);
  const unknown = names.find((name) => !all.some((one) => fits(name, one)));
  if (unknown !== undefined) {
    self.error(`error: there is no client “${unknown}” to rehearse. Choose from ${namesOf(all).join(', ')}`);
  }
  return all.filter((one) => names.some((name) => fits(name, one)));
}

function namesOf(all: readonly Rehearsal[]): string[] {
  const families = all.map(({ id }) => id.split('-')[0] ?? id);
  return [...new Set(all.flatMap(({ id }, index) => [families[index] ?? id, id]))];
}

/** Without what Entra's Tenant URL carries, and without a slash at the end. */
function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Refused('--to takes an address like http://127.0.0.1:3000/scim/v2.');
  }
  if (url.username || url.password)
    throw new Refused('--to takes no password in the address: the token goes to --token.');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

const FROM_ENVIRONMENT = 'env:';

function tokenOf(text: string): string {
  if (!text.startsWith(FROM_ENVIRONMENT)) return checked(text, '--token');
  const name = text.slice(FROM_ENVIRONMENT.length);
  const value = process.env[name];
  if (!value) throw new Refused(`--token names ${name}, which is not in the environment.`);
  return checked(value, name);
}

/** Whatever else would end up in a header. */
function checked(token: string, where: string): string {
  const trimmed = token.trim().replace(/^bearer\s+/i, '');
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new Refused(`${where} holds no token: copy the token of the connection, and nothing else.`);
}
