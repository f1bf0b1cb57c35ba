import { colours as pc } from '../../story/colours.ts';
import type { BehaviourOnReport, ClientOnReport, RehearsalReport } from '../../story/rehearsal/report.ts';
import { table, visible } from '../command-line/print.ts';

/** What is printed while a rehearsal runs, and after it. Servers are not trusted with the terminal. */

export const heading = (address: string, rehearsedBy: string): string =>
  `${pc.bold(`Rehearsal on ${visible(address)}`)}\n${pc.dim(`${rehearsedBy}, ${minute(new Date().toISOString())}`)}\n`;

export const beginning = (title: string): string => `\n${pc.bold(title)}\n`;

const MARKS = { passed: pc.green('✓'), failed: pc.red('✗'), skipped: pc.yellow('–') } as const;

/** One line per behaviour; below it, when it failed or details are wanted, its requests. */
export function resultLine({ behaviour, outcome, reason, requests }: BehaviourOnReport, details: boolean): string {
  const shown = details ? requests : outcome === 'failed' ? requests.slice(-1) : [];
  return [
    `  ${MARKS[outcome]} ${behaviour}`,
    ...(reason ? [`      ${pc.red(visible(reason))}`] : []),
    ...shown.flatMap(({ sent, body, expected, came }) => [
      `      ${pc.dim('sent    ')} ${visible(sent)}${body === undefined ? '' : ` ${visible(JSON.stringify(body))}`}`,
      `      ${pc.dim('expected')} ${visible(expected)}`,
      `      ${pc.dim('came    ')} ${visible(came)}`,
    ]),
    '',
  ].join('\n');
}

export const ending = ({ passed, failed, skipped, requests }: ClientOnReport): string =>
  `  ${pc.dim([`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`, `${requests} requests`].filter(Boolean).join(', '))}\n`;

/** A line per client, then the result in a sentence. */
export function summary(report: RehearsalReport): string {
  const { clients, instance, stopped } = report;
  const leftBehind = clients.flatMap((client) => client.leftBehind);
  const sum = (of: (client: ClientOnReport) => number): number => clients.reduce((total, one) => total + of(one), 0);
  return [
    '',
    table(
      ['Client', 'Passed', 'Failed', 'Skipped', 'Requests'],
      clients.map(({ title, passed, failed, skipped, requests }) => [title, passed, failed, skipped, requests]),
      'Nothing was rehearsed.',
    ),
    '',
    resultSentence(report, { failed: sum((one) => one.failed), behaviours: sum((one) => one.behaviours.length) }),
    ...(instance.server ? [`${instance.address} calls itself ${visible(instance.server)}.`] : []),
    ...(stopped === undefined ? [] : [pc.red(`Stopped before the end: ${visible(stopped)}.`)]),
    ...(leftBehind.length > 0 ? [pc.red(`These could not be removed again: ${visible(leftBehind.join(', '))}`)] : []),
  ].join('\n');
}

function resultSentence(
  { passed, clients }: RehearsalReport,
  { failed, behaviours }: { readonly failed: number; readonly behaviours: number },
): string {
  const of = `${behaviours} behaviours of ${clients.length} ${clients.length === 1 ? 'client' : 'clients'}`;
  if (passed) return pc.green(`Passed: all ${of}.`);
  return failed > 0 ? pc.red(`Failed: ${failed} of ${of}.`) : `Not finished: ${of}.`;
}

/** `2026-03-01 12:00 UTC` */
export const minute = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
