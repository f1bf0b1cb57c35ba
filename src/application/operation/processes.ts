import { setTimeout as sleep } from 'node:timers/promises';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { ProcessRow } from '../ports/rows.ts';
import { HEARTBEAT_MS } from './heartbeat.ts';
import { WRITE_LEASE_MS } from './write-gate.ts';

/**
 * A process that gave no sign of life for so long is gone, or will look at the mode before it writes again: longer than
 * `WRITE_LEASE_MS` and than several heartbeats.
 */
export const QUIET_MS = Math.max(WRITE_LEASE_MS + 1_000, 3 * HEARTBEAT_MS);
const LOOK_EVERY_MS = 250;

/** Every process that was seen lately, the newest first. */
export async function listProcesses({ database }: Pick<Application, 'database'>): Promise<ProcessRow[]> {
  const rows = await database.processes.find(INSTANCE);
  return rows.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** By the two clocks, as good as they agree: for showing, not for relying on. */
export const isAlive = ({ seenAt }: Pick<ProcessRow, 'seenAt'>, nowMs: number): boolean =>
  Math.abs(nowMs - Date.parse(seenAt)) < 3 * HEARTBEAT_MS + QUIET_MS;

/** `serve on host-1 (process 4711)` */
export const processName = ({ kind, host, pid }: ProcessRow): string => `${kind} on ${host} (process ${pid})`;

/**
 * The processes that are alive and may still write: watches until each has come to rest in read-only mode, has been taken
 * off the list, or has given no sign for `quietMs`. Clocks of different machines play no part. Returns those left when
 * `patienceMs` is over.
 */
export async function awaitRest(
  app: Pick<Application, 'database'>,
  { quietMs, patienceMs, signal }: { quietMs: number; patienceMs: number; signal?: AbortSignal },
): Promise<ProcessRow[]> {
  const began = performance.now();
  const seen = new Map<string, { readonly version: number; readonly at: number }>();
  for (;;) {
    const now = performance.now();
    const busy = (await listProcesses(app)).filter(({ readOnly }) => !readOnly);
    for (const { id, version } of busy) if (seen.get(id)?.version !== version) seen.set(id, { version, at: now });
    const left = busy.filter(({ id }) => now - (seen.get(id)?.at ?? now) < quietMs);
    if (left.length === 0 || now - began > patienceMs || signal?.aborted) return left;
    await sleep(LOOK_EVERY_MS);
  }
}
