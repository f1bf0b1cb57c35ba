import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Suites wait for servers and processes more than they compute: on two cores, too, two at a time are quicker. */
export const workers = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`;

/**
 * Runs jest with these arguments and resolves with what it counted; a run without a report counts as one failure. This
 * process goes on meanwhile: it may be the one that reads what the servers of the tests print.
 */
export async function runSuites(name, args, { scratch, env = {} }) {
  const report = join(scratch, `${name}.json`);
  const node = ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')];
  // A test that fails may leave its servers running, for which jest would wait for ever.
  const jest = [...args, '-c', 'config/jest.json', '--json', '--outputFile', report, '--forceExit'];
  const child = spawn(process.execPath, [...node, ...jest], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  const [status] = await once(child, 'exit');
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const broken = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      failed: status !== 0 && broken === 0 ? 1 : broken,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    console.error(`FAIL ${name}: jest ended without a report`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

export const counted = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Adds what a run counted to `total`. */
export function add(total, counts) {
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
}
