import type { Application } from '../../application/application.ts';
import { isAlive, listProcesses, processName } from '../../application/operation/processes.ts';
import { INSTANCE } from '../../application/ports/collection.ts';
import type { ProcessRow } from '../../application/ports/rows.ts';
import { time } from '../command-line/print.ts';
import { productVersion } from '../project-root.ts';
import { type Finding, ok, warning } from './finding.ts';

/** Who uses the installation, by the signs of life they give every two seconds, and whether it takes changes. */
export async function checkProcesses(
  app: Pick<Application, 'database' | 'clock'>,
  serviceRuns: boolean,
): Promise<Finding[]> {
  const mode = await app.database.operatingMode.get(INSTANCE, INSTANCE);
  const rows = await listProcesses(app);
  const now = Date.parse(app.clock.now());
  const alive = rows.filter((row) => isAlive(row, now));
  // One that was started again in its place is no longer missed.
  const isReplaced = ({ kind, host }: ProcessRow) => alive.some((one) => one.kind === kind && one.host === host);
  const gone = rows.filter((row) => !isAlive(row, now) && !isReplaced(row));
  return [
    mode?.readOnly
      ? warning(
          'Mode',
          `is read-only since ${time(mode.since)}${mode.reason ? `: ${mode.reason}` : ''}`,
          'Run "holdfast read-only off" when changes may be made again.',
        )
      : ok('Mode', 'takes changes'),
    ...(serviceRuns ? checkAlive(alive) : [ok('Processes', 'none runs: the database was started for this check')]),
    ...gone.map((row) =>
      warning(
        'Process',
        `${processName(row)} ended without saying so; it was last seen ${time(row.seenAt)}`,
        'If it should run, start it again; the note goes away a day after that.',
      ),
    ),
  ];
}

function checkAlive(alive: readonly ProcessRow[]): Finding[] {
  if (alive.length === 0) {
    return [warning('Processes', 'none is seen', 'Start "holdfast start", or "holdfast serve" and "holdfast worker".')];
  }
  const list = alive.map((row) => `${processName(row)} ${row.release}`).join(', ');
  const releases = new Set([...alive.map(({ release }) => release), productVersion()]);
  const findings = [
    releases.size > 1
      ? warning(
          'Processes',
          `run different versions: ${list}; this command is ${productVersion()}`,
          'Finish the upgrade.',
        )
      : ok('Processes', `seen alive: ${list}`),
  ];
  if (!alive.some(({ kind }) => kind !== 'serve')) {
    findings.push(warning('Workers', 'none is seen, so nothing is applied', 'Start one: "holdfast worker".'));
  }
  const atRest = alive.filter(({ readOnly }) => readOnly).map(processName);
  if (atRest.length > 0) {
    findings.push(warning('Read-only', `${atRest.join(', ')} refuses changes`, 'Fine while that is wanted.'));
  }
  return findings;
}
