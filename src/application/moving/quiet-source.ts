import type { Application } from '../application.ts';
import { awaitRest, isAlive, listProcesses, processName, QUIET_MS } from '../operation/processes.ts';
import { switchReadOnly } from '../operation/switch-read-only.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { ProcessRow } from '../ports/rows.ts';
import { MoveRefused } from './move-refused.ts';

const PATIENCE_MS = 60_000;

export interface QuietOptions {
  /** Nobody else can reach this database: it was started for the move. */
  readonly alone: boolean;
  /** Written down as the reason why the source takes no changes. */
  readonly reason: string;
  readonly quietMs?: number;
  readonly signal: AbortSignal;
  onWaiting(): void;
}

/**
 * Sees to it that nothing can change the source any more. Without running processes it is made read-only here; with some,
 * somebody must have decided that already. It stays read-only afterwards, so that nobody goes on working in the past.
 * @throws MoveRefused
 */
export async function quietSource(
  app: Pick<Application, 'database' | 'clock' | 'newId'>,
  options: QuietOptions,
): Promise<void> {
  const { alone, reason, signal, quietMs = QUIET_MS } = options;
  const mode = await app.database.operatingMode.get(INSTANCE, INSTANCE);
  const rest = (patienceMs: number) => awaitRest(app, { quietMs, patienceMs, signal });
  if (!mode?.readOnly && !alone) {
    const busy = (await listProcesses(app)).filter(({ readOnly }) => !readOnly);
    const now = Date.parse(app.clock.now());
    const alive = busy.some((one) => isAlive(one, now)) ? busy.filter((one) => isAlive(one, now)) : await rest(quietMs);
    if (alive.length > 0) throw stillRunning(alive);
  }
  const request = { actor: { kind: 'operator', via: 'cli' }, requestId: app.newId() } as const;
  await switchReadOnly(app, request, { readOnly: true, reason });
  if (alone) return;
  options.onWaiting();
  // Commands leave no sign of life, but none of them writes for longer on what it knew of the mode.
  const [busy] = await Promise.all([rest(PATIENCE_MS), sleepUnless(signal, quietMs)]);
  if (busy.length === 0 || signal.aborted) return;
  throw new MoveRefused(`The source is read-only, but ${names(busy)} would not come to rest: stop it and try again.`);
}

const names = (processes: readonly ProcessRow[]): string => processes.map(processName).join(', ');

const stillRunning = (processes: readonly ProcessRow[]): MoveRefused =>
  new MoveRefused(
    `Holdfast runs on the source (${names(processes)}): stop it, or switch it to read-only with "holdfast read-only on".`,
  );

const sleepUnless = (signal: AbortSignal, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
