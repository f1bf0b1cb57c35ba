#!/usr/bin/env node
// Runs the suites above storage on every pair of engines, or one pair, or some suites on one pair.
//   node scripts/test-engines.mjs                             all (npm run test:engines)
//   node scripts/test-engines.mjs more                        all but postgres, on which `npm test` runs them too
//   node scripts/test-engines.mjs mongo+redis                 one pair
//   node scripts/test-engines.mjs mongo+redis test/worker     some suites on it
// Ends with `N passed, N failed`. Exit 0 only when nothing failed, nothing was skipped, and every suite has as many tests
// on one full pair as on the other.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startRedis } from './testing/engine-servers.mjs';
import { fetchMongod } from './testing/mongod-binary.mjs';
import { suitesWithoutTraffic } from './testing/recorded-traffic.mjs';
import { add, counted, runSuites, sizes, workers } from './testing/run-suites.mjs';

const FULL = ['test/conformance/', 'test/http/', 'test/worker/', 'test/faults/', 'test/demo/'];
const WORKER = ['test/worker/'];
const pairs = { postgres: FULL, 'postgres+redis': WORKER, 'mongo+redis': FULL };
/** Suites about one server in particular, which have it whatever the pair; and those that cannot run here. */
const LEFT_OUT = ['/test/.*(redis|mongo|embedded|queue-postgres)[^/]*$', ...suitesWithoutTraffic()];

const [pair, ...paths] = process.argv.slice(2);
const named = { all: Object.keys(pairs), more: ['postgres+redis', 'mongo+redis'] };
if (pair !== undefined && pairs[pair] === undefined && named[pair] === undefined) {
  console.error(`There is no pair ${pair}: give ${Object.keys(pairs).join(', ')}, more, or nothing for all of them.`);
  process.exit(2);
}
const chosen = named[pair ?? 'all'] ?? [pair];

const scratch = mkdtempSync(join(tmpdir(), 'holdfast-engines-'));
const servers = [];
const start = async (server) => {
  servers.push(server);
  return server.url;
};
const total = { passed: 0, failed: 0, skipped: 0 };
const ran = {};
try {
  const env = {};
  if (chosen.some((one) => one.endsWith('+redis'))) env.TEST_REDIS_URL = await start(await startRedis());
  if (chosen.includes('mongo+redis')) {
    if (!fetchMongod()) throw new Error('There is no mongod: set MONGOMS_SYSTEM_BINARY to one, 6.0 or newer.');
    env.TEST_MONGO_URL = await start(await startMongo());
  }
  for (const one of chosen) {
    const suites = paths.length > 0 ? paths : pairs[one];
    const left = [workers, '--selectProjects', 'suites', '--testPathIgnorePatterns', '/node_modules/', ...LEFT_OUT];
    const counts = await runSuites(one, [...suites, ...left], { scratch, env: { ...env, TEST_ENGINE: one } });
    ran[one] = counts;
    add(total, counts);
  }
} finally {
  for (const server of servers) await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}

console.log('');
for (const [one, counts] of Object.entries(ran)) console.log(`${one}: ${counted(counts)}`);
const [one, other] = [sizes.known.postgres, sizes.known['mongo+redis']];
const uneven =
  one && other && ran['mongo+redis'] ? Object.keys(other).filter((suite) => one[suite] !== other[suite]) : [];
for (const suite of uneven)
  console.log(`${suite}: ${one[suite] ?? 'no'} tests on postgres, ${other[suite]} on mongo+redis`);
if (uneven.length > 0) total.failed++;
if (total.skipped > 0) console.log(`${total.skipped} tests did not run.`);
console.log(counted(total));
process.exit(total.failed + total.skipped > 0 ? 1 : 0);
