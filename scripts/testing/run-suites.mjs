import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
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
    noteSizes(env.TEST_ENGINE ?? 'postgres', result);
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

/**
 * How many tests each suite has on each pair of engines, by its path: in the file `SUITE_SIZES` names, which is handed from
 * one run to the next, or in this process alone.
 */
export const sizes = { file: process.env.SUITE_SIZES, known: {} };
if (sizes.file && existsSync(sizes.file)) sizes.known = JSON.parse(readFileSync(sizes.file, 'utf8'));

function noteSizes(engine, { testResults }) {
  const own = Object.fromEntries(
    testResults.map((suite) => [relative(root, suite.name), suite.assertionResults.length]),
  );
  sizes.known[engine] = { ...sizes.known[engine], ...own };
  if (sizes.file) writeFileSync(sizes.file, JSON.stringify(sizes.known));
}

export const counted = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Adds what a run counted to `total`. */
export function add(total, counts) {
  for (const key of ['passed', 'failed', 'skipped']) total[key] += counts[key];
}
