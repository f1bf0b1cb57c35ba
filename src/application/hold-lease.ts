import { setTimeout as sleep } from 'node:timers/promises';
import { addMs } from '../domain/instant.ts';
import type { Application } from './application.ts';
import { INSTANCE } from './ports/collection.ts';
import { UniqueViolation } from './ports/storage-errors.ts';

export interface LeasedLoop {
  /** The lease's id: one holder per name in the whole installation. */
  readonly name: string;
  /** Pause between two rounds, and between two attempts to get the lease. */
  readonly everyMs: number;
  /** How long a holder that died blocks the next one. Default: ten seconds. */
  readonly leaseMs?: number;
  /** Told of failures of the work and of the database; the loop goes on. */
  readonly onError: (error: unknown) => void;
}

const LEASE_MS = 10_000;

/**
 * Takes the lease or, for its holder, extends it: true when it is held from now on. Two processes asking at once are told
 * apart by compare-and-swap. Expiry goes by the clocks of the processes, so work under a lease must bear a moment of two
 * holders when their clocks disagree by more than the lease.
 */
export async function takeLease(app: Application, name: string, holder: string, leaseMs: number): Promise<boolean> {
  const { leases } = app.database;
  const seen = await leases.get(INSTANCE, name);
  const now = app.clock.now();
  if (seen && seen.holder !== holder && seen.until > now) return false;
  if (seen?.holder === holder && seen.until > addMs(now, leaseMs / 2)) return true;
  const until = addMs(now, leaseMs);
  try {
    return await app.database.optimistic(async (tx) => {
      const current = await tx.leases.get(INSTANCE, name);
      if (!current) tx.leases.insert({ id: name, tenant: INSTANCE, holder, until });
      else if (current.holder !== holder && current.until > now) return false;
      else tx.leases.replace({ ...current, holder, until }, current.version);
      return true;
    });
  } catch (error) {
    if (error instanceof UniqueViolation) return false;
    throw error;
  }
}

/** Lets the next process have the lease at once. Does nothing when somebody else holds it by now. */
export async function releaseLease(app: Application, name: string, holder: string): Promise<void> {
  await app.database.optimistic(async (tx) => {
    const current = await tx.leases.get(INSTANCE, name);
    if (current?.holder === holder) tx.leases.replace({ ...current, until: app.clock.now() }, current.version);
  });
}

/**
 * Runs `work` every `everyMs` in whichever process holds the lease, until `signal` aborts; then releases it. The lease is
 * extended while a round runs long; should it be lost, the round's own signal aborts.
 */
export async function runWhileLeased(
  app: Application,
  loop: LeasedLoop,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const holder = app.newId();
  const leaseMs = loop.leaseMs ?? LEASE_MS;
  let held = false;
  while (!signal.aborted) {
    try {
      held = await takeLease(app, loop.name, holder, leaseMs);
      if (held) await workAndExtend(app, loop, holder, leaseMs, work, signal);
    } catch (error) {
      if (!signal.aborted) loop.onError(error);
    }
    await sleep(loop.everyMs, undefined, { signal }).catch(() => {});
  }
  if (held) await releaseLease(app, loop.name, holder).catch(loop.onError);
}

async function workAndExtend(
  app: Application,
  loop: LeasedLoop,
  holder: string,
  leaseMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const round = new AbortController();
  const done = new AbortController();
  const stop = (): void => round.abort();
  signal.addEventListener('abort', stop, { once: true });
  const extending = extendUntilDone();
  try {
    await work(round.signal);
  } finally {
    signal.removeEventListener('abort', stop);
    done.abort();
    await extending;
  }

  async function extendUntilDone(): Promise<void> {
    let heldAt = Date.parse(app.clock.now());
    for (;;) {
      await sleep(leaseMs / 4, undefined, { signal: done.signal }).catch(() => {});
      if (done.signal.aborted) return;
      const now = Date.parse(app.clock.now());
      try {
        if (await takeLease(app, loop.name, holder, leaseMs)) heldAt = now;
        else round.abort();
      } catch (error) {
        loop.onError(error);
        if (now - heldAt >= leaseMs / 2) round.abort();
      }
    }
  }
}
