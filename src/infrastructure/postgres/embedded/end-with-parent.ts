import { spawn } from 'node:child_process';
import { postmasterFile } from './postmaster-file.ts';

/** Sleeps until its input ends, which happens however the parent ends; then stops the server and cleans up. */
const script = `cat >/dev/null
pid=$(head -n 1 "$1" 2>/dev/null)
if [ -n "$pid" ] && kill -INT "$pid" 2>/dev/null; then
  n=0
  while kill -0 "$pid" 2>/dev/null && [ $n -lt 200 ]; do sleep 0.05; n=$((n+1)); done
fi
[ -n "$2" ] && rm -rf "$2"`;

/**
 * Makes the server of this folder end when this process does, even by SIGKILL, and deletes `removeAtEnd` then. Not on
 * Windows, which has no shell for it: there the next start takes the server over.
 */
export function endWithParent(folder: string, removeAtEnd: string | undefined): void {
  if (process.platform === 'win32') return;
  const child = spawn('/bin/sh', ['-c', script, 'holdfast', postmasterFile(folder), removeAtEnd ?? ''], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  // The pipe must stay open as long as this process lives, without keeping it alive.
  (child.stdin as { unref?: () => void } | null)?.unref?.();
}
