import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a process says over IPC once it serves. */
export interface ReadyMessage {
  readonly kind: 'service' | 'worker';
  readonly baseUrl?: string;
  readonly firstAdministratorLink?: string;
}

/** A process of the product as it is shipped: `dist/main/cli.js`. */
export interface ShippedProcess {
  readonly pid: number;
  readonly ready: ReadyMessage;
  /** Log lines of level error and above, and whatever else was said on standard error. */
  readonly complaints: readonly string[];
  /** SIGKILL: it has no chance to finish or give back anything. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for it to end by itself. */
  stop(): Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** Starts `holdfast <command>` with these settings and waits until it serves. It ends with this process at the latest. */
export async function startShipped(command: 'start' | 'serve' | 'worker', settings: Settings): Promise<ShippedProcess> {
  built ??= buildWhenStale();
  await built;
  const child = spawn(process.execPath, ['dist/main/cli.js', command], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn', ...settings },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const killWithParent = (): boolean => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const ended = once(child, 'exit').finally(() => process.off('exit', killWithParent));
  const complaints: string[] = [];
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (levelOf(line) >= ERROR) complaints.push(line);
    });
  }
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as ReadyMessage),
    ended.then(([code, signal]) => {
      throw new Error(`holdfast ${command} ended with ${code ?? signal} instead of serving:\n${complaints.join('\n')}`);
    }),
  ]);
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (!hasEnded(child)) child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    ready,
    complaints,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const ERROR = 50;

/** pino writes numbers; what is not a log line should not be there at all. */
function levelOf(line: string): number {
  try {
    const { level } = JSON.parse(line) as { level?: unknown };
    return typeof level === 'number' ? level : ERROR;
  } catch {
    return ERROR;
  }
}

let built: Promise<void> | undefined;

/** `npm test` finds it built; whoever runs one suite alone gets what is in the sources. */
async function buildWhenStale(): Promise<void> {
  const { staleParts } = (await import(new URL('../../scripts/build-stamps.mjs', import.meta.url).href)) as BuildStamps;
  if (!staleParts(root).some((part) => part.name === 'server')) return;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', 'server'], { cwd: root });
  if (status !== 0) throw new Error(`The server could not be built: ${stderr}`);
}

interface BuildStamps {
  staleParts(root: string): readonly { readonly name: string }[];
}
