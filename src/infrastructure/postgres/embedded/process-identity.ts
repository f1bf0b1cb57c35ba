import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process of this machine, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; absent where the system does not tell. */
  readonly startedAt?: string;
}

export function processIdentity(pid: number): ProcessIdentity {
  const startedAt = startOf(pid);
  return startedAt === undefined ? { pid } : { pid, startedAt };
}

export function isRunning(process_: ProcessIdentity): boolean {
  if (!isAlive(process_.pid)) return false;
  return process_.startedAt === undefined || startOf(process_.pid) === process_.startedAt;
}

/** A process that ended and was not waited for by its parent counts as dead: it holds nothing any more. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return linuxStat(pid)?.[0] !== 'Z';
}

function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    // Field 22 of stat is the start in clock ticks since boot; the fields after the name start with the third.
    const ticks = linuxStat(pid)?.[19];
    return ticks === undefined ? undefined : `${bootId()} ${ticks}`;
  }
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function linuxStat(pid: number): string[] | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const bootId = (): string => readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
