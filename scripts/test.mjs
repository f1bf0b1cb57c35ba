#!/usr/bin/env node
// Runs the checks and suites of a level and adds up what they counted.
//   node scripts/test.mjs            everything that needs no outside server (npm test)
//   node scripts/test.mjs all        adds the suites that need Redis and Chromium (npm run test:all)
//   node scripts/test.mjs only P…    only the suites whose path matches
// Ends with `N passed, N failed` (and what was skipped). Exit 0 only when nothing failed and, with --no-skips, nothing
// was skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const only = process.argv[2] === 'only' ? process.argv.slice(3) : [];
const level = process.argv.includes('all') ? 'all' : 'embedded';
const bin = (name) => join(root, 'node_modules', '.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

/** Suites named after the outside server they need. */
const NEEDS_A_SERVER = ['redis', 'test/console/'];

/** Recorded client traffic is kept beside the project, not in it. */
const traces = process.env.HOLDFAST_TRACES ?? join(root, '..', 'shared', 'traces');
const NEEDS_TRACES = existsSync(traces) ? [] : ['conformance/traces'];
if (NEEDS_TRACES.length > 0) console.error(`Recorded client traffic is not replayed: there is no folder ${traces}`);

function check(name, command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'PASS' : 'FAIL'} ${name}`);
  total[status === 0 ? 'passed' : 'failed']++;
}

function suites(name, args) {
  const report = join(scratch, `${name}.json`);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const { status } = spawnSync(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      jest,
      '-c',
      'config/jest.json',
      '--json',
      '--outputFile',
      report,
      ...args,
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NO_COLOR: '1' },
    },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    total.passed += result.numPassedTests;
    total.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    total.skipped += result.numPendingTests + result.numTodoTests;
    if (status !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) total.failed++;
  } catch {
    console.error(`FAIL ${name}: jest ended without a report`);
    total.failed++;
  }
}

try {
  if (only.length > 0) suites('only', only);
  else everything();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function everything() {
  check('format and lint', bin('biome'), ['check', '--error-on-warnings', '.']);
  check('types', bin('tsc'), ['-p', '.']);
  const without = [...NEEDS_TRACES, ...(level === 'all' ? [] : NEEDS_A_SERVER)];
  const left = ['--testPathIgnorePatterns', '/node_modules/', ...without];
  suites('unit', ['--selectProjects', 'unit']);
  suites('suites', ['--selectProjects', 'suites', ...left]);
}

if (total.skipped > 0) console.log(`\nSKIPPED: ${total.skipped} tests did not run; what they need is named above.`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
const refused = process.argv.includes('--no-skips') && total.skipped > 0;
process.exit(total.failed > 0 || refused ? 1 : 0);
