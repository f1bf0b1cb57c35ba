#!/usr/bin/env node
// Measures Holdfast as shipped against bare Express routes on the same database server. See `--help`.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readArguments, scaleOf, usage } from './arguments.mjs';
import { root } from './children.mjs';
import { startInstallation } from './installation.mjs';
import { measureInstallations } from './measure-installations.mjs';
import { MAPPED_GROUPS } from './push-groups.mjs';
import { describeMachine, enginesTable, figuresTable, throughputTable } from './report.mjs';

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
  const { engines } = options;
  const installations = [];
  let stopping;
  const stop = () => {
    stopping ??= Promise.all(installations.map((installation) => installation.stop()));
    return stopping;
  };
  const end = (code) => stop().finally(() => process.exit(code));
  process.once('SIGINT', () => end(130));
  process.once('SIGTERM', () => end(143));
  try {
    for (const engine of engines) {
      progress(`Starting ${engine.title}, Holdfast and the bare server`);
      const folder = mkdtempSync(join(cache, 'run-'));
      const profilesOfEngine = profiles && (engines.length > 1 ? join(profiles, engine.name) : profiles);
      installations.push(
        await startInstallation({ engine, folder, profiles: profilesOfEngine, mappedGroups: MAPPED_GROUPS }),
      );
    }
    const { throughput, figures } = await measureInstallations({ installations, scale, options, progress });
    for (const [index, engine] of engines.entries()) {
      const on = engines.length > 1 ? ` on ${engine.title}` : '';
      say(
        `\nThroughput${on}: median of ${scale.rounds} rounds, interleaved; ratio to the bare server in the same round`,
      );
      say(throughputTable(throughput, engine));
      if (figures[index].length > 0) say(`\n${figuresTable(figures[index])}`);
    }
    if (engines.length > 1) {
      say(`\nThroughput on ${engines[1].title} to that on ${engines[0].title}, in the same round`);
      say(enginesTable(throughput, engines));
    }
    if (options.json) {
      const all = figures.flatMap((list, index) => list.map((figure) => ({ engine: engines[index].name, ...figure })));
      const results = { at: new Date().toISOString(), machine: describeMachine(), scale, throughput, figures: all };
      writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
    }
  } finally {
    await stop();
  }
}

try {
  await run();
  process.exit(0);
} catch (error) {
  process.stderr.write(`The bench could not be run: ${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
}
