#!/usr/bin/env node
// Runs the checks and suites of a level and adds up what they counted.
//   node scripts/test.mjs            everything that needs no outside server (npm test)
//   node scripts/test.mjs all        adds the suites that need Redis, MongoDB and Chromium (npm run test:all)
//   node scripts/test.mjs only P…    only the suites whose path matches
// Ends with `N passed, N failed` (and what was skipped). Exit 0 only when nothing failed and, with --no-skips, nothing
// was skipped.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suitesWithoutTraffic } from './testing/recorded-traffic.mjs';
import { add, counted, root, runSuites, workers } from './testing/run-suites.mjs';

const only = process.argv[2] === 'only' ? process.argv.slice(3) : [];
const inBand = only.includes('--runInBand');
const level = process.argv.includes('all') ? 'all' : 'embedded';
const bin = (name) => join(root, 'node_modules', '.bin', name);
const scratch = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };

/** Suites named after the outside server they need. */
const NEEDS_A_SERVER = ['/test/.*redis', '/test/.*mongo', '/test/console/'];

function check(name, command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? 'PASS' : 'FAIL'} ${name}`);
  total[status === 0 ? 'passed' : 'failed']++;
}

const suites = async (name, args) => add(total, await runSuites(name, args, { scratch }));

try {
  await (only.length > 0 ? suites('only', inBand ? only : [workers, ...only]) : everything());
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function everything() {
  check('format and lint', bin('biome'), ['check', '--error-on-warnings', '.']);
  check('types', bin('tsc'), ['-p', '.']);
  const without = [...suitesWithoutTraffic(), ...(level === 'all' ? [] : NEEDS_A_SERVER)];
  const left = ['--testPathIgnorePatterns', '/node_modules/', ...without];
  await suites('unit', ['--selectProjects', 'unit']);
  await suites('suites', [workers, '--selectProjects', 'suites', ...left]);
}

if (total.skipped > 0) console.log(`\nSKIPPED: ${total.skipped} tests did not run; what they need is named above.`);
console.log(counted(total));
const refused = process.argv.includes('--no-skips') && total.skipped > 0;
process.exit(total.failed > 0 || refused ? 1 : 0);
