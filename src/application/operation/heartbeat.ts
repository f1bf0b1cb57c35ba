import { setTimeout as sleep } from 'node:timers/promises';
import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { INSTANCE } from '../ports/collection.ts';
import { lt } from '../ports/query.ts';
import type { ProcessRow } from '../ports/rows.ts';
import type { WriteGate } from './write-gate.ts';

export const HEARTBEAT_MS = 2_000;
/** After a switch to read-only, until what was under way has ended. */
const HURRIED_MS = 200;
/** The row of a process that died is kept so long, for whoever looks into why. */
const FORGOTTEN_MS = 24 * 3_600_000;

export type ProcessFacts = Pick<ProcessRow, 'id' | 'kind' | 'host' | 'pid' | 'release'>;

export interface HeartbeatOptions {
  readonly process: ProcessFacts;
  readonly gate: WriteGate;
  /** Whether this process is done with what it does besides transactions, like taking jobs. */
  isAtRest?(): boolean;
  /** Told when the database does not answer; the heart beats on. */
  onError(error: unknown): void;
}

export interface Heartbeat {
  /** Takes the process off the list. */
  stop(): Promise<void>;
}

/**
 * Every two seconds this process reads the installation's mode and writes down that it is alive and whether it has come to
 * rest in read-only mode. Resolves after the first beat. `database` is the one without a gate: signs of life are written
 * in read-only mode too.
 */
export async function startHeartbeat(
  app: Pick<Application, 'database' | 'clock'>,
  options: HeartbeatOptions,
): Promise<Heartbeat> {
  const { gate } = options;
  const startedAt = app.clock.now();
  const stopping = new AbortController();
  const beat = async (): Promise<void> => {
    await gate.refresh();
    await writeSign(app, { ...options.process, startedAt, readOnly: isAtRest(options) });
  };
  const keepBeating = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pause = gate.isReadOnly && !isAtRest(options) ? HURRIED_MS : HEARTBEAT_MS;
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
      if (!stopping.signal.aborted) await beat().catch(options.onError);
    }
  };
  await beat();
  await forgetTheDead(app).catch(options.onError);
  const beating = keepBeating();
  return {
    stop: async () => {
      stopping.abort();
      await beating;
      const { id } = options.process;
      await app.database
        .transaction((tx) => tx.processes.deleteWhere(INSTANCE, { op: 'eq', field: 'id', value: id }))
        .catch(options.onError);
    },
  };
}

const isAtRest = ({ gate, isAtRest: rests }: HeartbeatOptions): boolean => gate.isAtRest && (rests?.() ?? true);

function writeSign(
  { database, clock }: Pick<Application, 'database' | 'clock'>,
  facts: ProcessFacts & Pick<ProcessRow, 'startedAt' | 'readOnly'>,
): Promise<void> {
  const row = { ...facts, tenant: INSTANCE, seenAt: clock.now() };
  return database.optimistic(async (tx) => {
    const known = await tx.processes.get(INSTANCE, row.id);
    if (known) tx.processes.replace(row, known.version);
    else tx.processes.insert(row);
  });
}

async function forgetTheDead({ database, clock }: Pick<Application, 'database' | 'clock'>): Promise<void> {
  const before = addMs(clock.now(), -FORGOTTEN_MS);
  await database.transaction((tx) => tx.processes.deleteWhere(INSTANCE, lt<ProcessRow>('seenAt', before)));
}
