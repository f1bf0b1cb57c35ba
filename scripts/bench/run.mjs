#!/usr/bin/env node
// Measures Holdfast as shipped against bare Express routes on the same embedded PostgreSQL. See `--help`.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments, scaleOf, usage } from './arguments.mjs';
import { root } from './children.mjs';
import { startInstallation } from './installation.mjs';
import { measureInstallation } from './measure-installation.mjs';
import { MAPPED_GROUPS } from './push-groups.mjs';
import { describeMachine, figuresTable, throughputTable } from './report.mjs';

const say = (text) => process.stdout.write(`${text}\n`);

async function run() {
  const options = readArguments(process.argv.slice(2));
  if (options.help) return say(usage);
  const scale = scaleOf(options);
  const profiles = options.profile && resolve(options.profile);
  if (profiles) mkdirSync(profiles, { recursive: true });
  const cache = join(root, 'node_modules/.cache/holdfast-bench');
  mkdirSync(cache, { recursive: true });
  const startedAt = performance.now();
  const progress = (text) => say(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}`);

  say(describeMachine());
  progress('Starting PostgreSQL, Holdfast and the bare server');
  const folder = mkdtempSync(join(cache, 'run-'));
  const installation = await startInstallation({ folder, profiles, mappedGroups: MAPPED_GROUPS });
  const end = (code) => installation.stop().finally(() => process.exit(code));
  process.once('SIGINT', () => end(130));
  process.once('SIGTERM', () => end(143));
  try {
    const { throughput, figures } = await measureInstallation({ installation, scale, options, progress });
    say(`\nThroughput: median of ${scale.rounds} rounds, interleaved; ratio to the bare server in the same round`);
    say(throughputTable(throughput));
    if (figures.length > 0) say(`\n${figuresTable(figures)}`);
    if (options.json) {
      const results = { at: new Date().toISOString(), machine: describeMachine(), scale, throughput, figures };
      writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
    }
  } finally {
    await installation.stop();
  }
}

try {
  await run();
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench could not be run: ${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
