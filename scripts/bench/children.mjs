import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const STOP_MS = 20_000;

/** Starts the processes of the bench, each with its output in a file, and stops all that are left at the end. */
export function createChildren({ folder, settings, profiles }) {
  const running = new Set();
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: '0',
    ...settings,
  };

  /** Resolves once the process has told over IPC that it is ready. */
  async function start(name, args, more = {}) {
    const logFile = join(folder, `${name}.log`);
    const log = openSync(logFile, 'a');
    const flags = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}.cpuprofile`] : [];
    const child = spawn(process.execPath, [...flags, ...args], {
      cwd: root,
      env: { ...environment, ...more },
      stdio: ['ignore', log, log, 'ipc'],
    });
    running.add(child);
    child.on('exit', () => running.delete(child));
    const [ready] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code, signal]) => {
        const tail = readFileSync(logFile, 'utf8').slice(-2_000);
        throw new Error(`${name} ended with ${code ?? signal} before it was ready:\n${tail}`);
      }),
    ]);
    return { ...ready, pid: child.pid, stop: () => stop(child) };
  }

  /** Runs a command to its end and returns what it printed. */
  async function command(args) {
    const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
    return Buffer.concat(chunks).toString();
  }

  return { start, command, stopAll: () => Promise.all([...running].map(stop)) };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(impatient);
}
