#!/usr/bin/env node
// Runs what docker-compose.yml describes without containers, until Ctrl-C. See --help.
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { orExplain, prepare } from './prepare.mjs';

const usage = `npm run topology -- [FOLDER] [--port N] [--keep] [--json]

Three mongod as one replica set, redis-server, two "holdfast serve" behind a balancer and two "holdfast worker", on
loopback. Who dies is started again. The data are in FOLDER (default: a temporary one) and are removed in the end.

  --port N   the address of everything is http://127.0.0.1:N (default: a free port)
  --keep     leave data and logs where they are
  --json     one line of JSON when all is up, and one for each command

While it runs it takes these, from its standard input or as {"id", "command"} over IPC:
`;

const { values, positionals } = readArguments();
const say = (text) => !values.json && process.stdout.write(`${text}\n`);
if (!(await orExplain(prepare))) process.exit(1);
const { carryOut, help } = await import('./topology/commands.mjs');
if (values.help) {
  process.stdout.write(`${usage}${help}\n`);
  process.exit(0);
}
const { startTopology, temporaryPlace } = await import('./topology/start-topology.mjs');
const { fetchMongod } = await import('./testing/mongod-binary.mjs');

const stopping = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, resolve);
  process.on('disconnect', resolve);
});
try {
  const binary = fetchMongod();
  if (!binary) throw new Error('There is no mongod: set MONGOMS_SYSTEM_BINARY to one, 6.0 or newer.');
  const folder = positionals[0] ? resolve(positionals[0]) : temporaryPlace(tmpdir(), randomBytes(4).toString('hex'));
  const starting = startTopology({ binary, folder, port: Number(values.port ?? 0), keep: values.keep, say });
  const topology = await Promise.race([starting, stopping.then(() => undefined)]);
  if (topology) {
    tell(topology.describe());
    obey(topology);
    await stopping;
    say('Stopping …');
  }
  await (await starting).stop();
  if (values.keep) say(`Data and logs are in ${folder}`);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error.code === 'ENOENT' ? `${error.path} is not installed.` : error.message}\n`);
  process.exit(1);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

function tell(description) {
  if (values.json) process.stdout.write(`${JSON.stringify(description)}\n`);
  process.send?.({ kind: 'ready', ...description });
  say(`\nHoldfast answers at ${description.url}`);
  if (description.firstAdministratorLink) {
    say(`Become the first administrator: ${description.firstAdministratorLink}`);
  }
  say(`Data and logs are in ${description.folder}\n`);
  for (const { name, port, pid } of description.processes) {
    say(`  ${name.padEnd(10)} 127.0.0.1:${String(port).padEnd(6)} process ${pid}`);
  }
  say(`\nCtrl-C stops everything. Meanwhile you can type:\n${help}`);
}

/** One command after the other. */
function obey(topology) {
  let turn = Promise.resolve();
  const queue = (line, answer) => {
    turn = turn
      .then(() => carryOut(topology, line))
      .then(
        (result) => answer({ ok: true, result }),
        (error) => answer({ ok: false, error: error.message }),
      );
  };
  process.on('message', ({ id, command }) => queue(command, (answer) => process.send?.({ id, ...answer })));
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === '') return;
    queue(line, ({ ok, result, error }) => {
      if (values.json) process.stdout.write(`${JSON.stringify(ok ? result : { error })}\n`);
      else process.stdout.write(`${ok ? JSON.stringify(result) : error}\n`);
    });
  });
}
