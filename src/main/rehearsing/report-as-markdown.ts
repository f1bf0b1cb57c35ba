import type { BehaviourOnReport, ClientOnReport, RehearsalReport } from '../../story/rehearsal/report.ts';
import { minute } from './tell-rehearsal.ts';

const OUTCOMES = { passed: '✓', failed: '✗ failed', skipped: '– skipped' } as const;

/** The report for people: a summary, then a table per client with a row per behaviour. */
export function asMarkdown(report: RehearsalReport): string {
  const { instance, rehearsedBy, startedAt, endedAt, passed, stopped, clients } = report;
  return [
    `# SCIM rehearsal: ${passed ? 'passed' : 'not passed'}`,
    '',
    `- Instance: ${cell(instance.address)}${instance.server ? ` (${cell(instance.server)})` : ''}`,
    `- Rehearsed by: ${rehearsedBy}, from ${minute(startedAt)} to ${minute(endedAt)}`,
    ...(stopped === undefined ? [] : [`- **Stopped before the end:** ${cell(stopped)}`]),
    '',
    row('Client', 'Passed', 'Failed', 'Skipped', 'Requests'),
    row('---', '---:', '---:', '---:', '---:'),
    ...clients.map((one) => row(one.title, one.passed, one.failed, one.skipped, one.requests)),
    '',
    ...clients.flatMap(section),
  ].join('\n');
}

const section = ({ title, behaviours, leftBehind }: ClientOnReport): string[] => [
  `## ${cell(title)}`,
  '',
  row('Behaviour', 'Sent', 'Expected', 'Came', ''),
  row('---', '---', '---', '---', '---'),
  ...behaviours.map(behaviourRow),
  '',
  ...(leftBehind.length > 0 ? [`Could not be removed again: ${leftBehind.map(cell).join(', ')}`, ''] : []),
];

function behaviourRow({ behaviour, outcome, reason, requests }: BehaviourOnReport): string {
  const each = (part: 'sent' | 'expected' | 'came') => requests.map((request) => cell(request[part])).join('<br>');
  const verdict = reason ? `${OUTCOMES[outcome]}: ${cell(reason)}` : OUTCOMES[outcome];
  return row(cell(behaviour), each('sent'), each('expected'), each('came'), verdict);
}

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** What a server said must not change the page it is shown on. */
const cell = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[\\`*_[\]|#]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
