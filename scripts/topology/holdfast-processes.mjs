import { spawnSync } from 'node:child_process';
import { get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SupervisedProcess } from './supervised-process.mjs';

const cli = fileURLToPath(new URL('../../dist/main/cli.js', import.meta.url));

/** `holdfast migrate`. @throws with what it said. */
export function migrate(settings) {
  const environment = { ...process.env, NODE_OPTIONS: '', ...settings };
  const { status, stderr } = spawnSync(process.execPath, [cli, 'migrate'], { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`holdfast migrate failed: ${stderr.trim()}`);
}

/** A `serve` process on each of these ports. */
export const apiProcesses = ({ ports, settings, folder, onPid }) =>
  ports.map((port, index) =>
    holdfast('serve', `api-${index + 1}`, port, { ...settings, PORT: String(port) }, { folder, onPid }),
  );

/** A `worker` process for each of these ports, where its health and metrics are. */
export const workerProcesses = ({ ports, settings, folder, onPid }) =>
  ports.map((port, index) =>
    holdfast(
      'worker',
      `worker-${index + 1}`,
      port,
      { ...settings, WORKER_METRICS_PORT: String(port) },
      { folder, onPid },
    ),
  );

const holdfast = (command, name, port, environment, { folder, onPid }) =>
  new SupervisedProcess({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', cli, command],
    environment,
    ipc: true,
    log: join(folder, `${name}.log`),
    onPid,
    isReady: () => lives(port),
  });

/** Not readiness: who has no database right now runs all the same. */
const lives = (port) =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/healthz', agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    }).on('error', () => resolve(false));
  });
