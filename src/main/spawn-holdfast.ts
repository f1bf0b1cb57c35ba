import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ready } from './announce-ready.ts';
import { projectRoot } from './project-root.ts';

export interface HoldfastProcess {
  readonly pid: number;
  readonly ready: Ready;
  /** What it wrote so far. */
  output(): string;
  /** Asks it to stop and waits until it has. Resolves with its exit code; null when a signal ended it. */
  stop(): Promise<number | null>;
  /** Ends it at once, without a chance to clean up. */
  kill(): Promise<void>;
}

export interface SpawnOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
}

/** A Holdfast process ended instead of becoming ready; the message is what it wrote. */
export class DidNotStart extends Error {
  override readonly name = 'DidNotStart';
  readonly exitCode: number | null;
  constructor(exitCode: number | null, output: string) {
    super(output.trim() || `It ended with ${exitCode} and said nothing`);
    this.exitCode = exitCode;
  }
}

/**
 * Runs the built command line as a process of its own, outside the terminal's group so that Ctrl-C reaches only whoever
 * started it, and waits until it is ready. It stops by itself when this process is gone.
 * @throws DidNotStart
 */
export async function spawnHoldfast(args: readonly string[], options: SpawnOptions = {}): Promise<HoldfastProcess> {
  const child = fork(join(projectRoot, 'dist/main/cli.js'), [...args], {
    cwd: projectRoot,
    // No balancer has to learn that it stops.
    env: withoutUndefined({ ...process.env, NODE_OPTIONS: undefined, DRAIN_SECONDS: '0', ...options.environment }),
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-200_000);
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as Ready),
    ended.then((code) => {
      throw new DidNotStart(code, output);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    stop: () => endWith(child, 'SIGTERM', ended),
    kill: async () => void (await endWith(child, 'SIGKILL', ended)),
  };
}

async function endWith(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>) {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return await ended;
}

const withoutUndefined = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
