import type { Application } from '../application/application.ts';
import { runWhileLeased } from '../application/hold-lease.ts';
import type { JobQueue } from '../application/ports/job-queue.ts';
import type { QuietLog } from '../application/ports/quiet-log.ts';
import { DueJobRelay } from '../application/provisioning/relay-due-jobs.ts';
import { type Sweep, Sweeps } from '../application/run-sweeps.ts';

const EVERY_MS = 1_000;

/** Relays lost jobs and runs the sweeps while this process holds the relay's lease; resolves after `signal` aborts. */
export async function runRelay(
  app: Application,
  queue: JobQueue,
  sweeps: readonly Sweep[],
  log: QuietLog,
  signal: AbortSignal,
): Promise<void> {
  const relay = new DueJobRelay(app, queue);
  const schedule = new Sweeps(sweeps, (name, error) => log.trouble(`sweep ${name}`, 'A sweep failed', error));
  const onError = (error: unknown): void => log.trouble('relay', 'Overdue jobs could not be relayed', error);
  const round = async (held: AbortSignal): Promise<void> => {
    schedule.startDue(Date.parse(app.clock.now()), signal);
    await relay.round(held);
    log.over('relay', 'Overdue jobs are relayed again');
  };
  await runWhileLeased(app, { name: 'relay', everyMs: EVERY_MS, onError }, round, signal);
  await schedule.settled();
}
