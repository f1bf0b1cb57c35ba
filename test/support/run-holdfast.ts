import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../src/main/project-root.ts';
import { ensureBuilt } from './running-service.ts';

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON. */
  json<T>(): T;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly uid?: number;
  readonly gid?: number;
  /** The file to run; by default the built command line. */
  readonly script?: string;
  /** Sends it SIGINT, as Ctrl-C does, as soon as what it printed satisfies this. */
  readonly interruptWhen?: (stdout: string) => boolean;
}

/** Runs a command of the built command line to its end. */
export async function runHoldfast(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  ensureBuilt();
  const child = spawn(process.execPath, [options.script ?? join(projectRoot, 'dist/main/cli.js'), ...args], {
    cwd: projectRoot,
    env: definedOnly({ ...process.env, NODE_OPTIONS: undefined, ...options.environment }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
  });
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout, (text) => options.interruptWhen?.(text) && child.kill('SIGINT')),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    }),
  ]);
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
}

async function textOf(stream: AsyncIterable<Buffer>, watch?: (text: string) => void): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
    watch?.(Buffer.concat(chunks).toString('utf8'));
  }
  return Buffer.concat(chunks).toString('utf8');
}

const definedOnly = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
