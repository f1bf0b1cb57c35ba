import type { SyncJob } from '../domain/provisioning/sync-job.ts';
import type { Checkpoints } from './ports/checkpoints.ts';
import type { Clock } from './ports/clock.ts';
import type { Database } from './ports/database.ts';

/** What every use case is given: the ports, and how to tell the workers about accepted jobs. */
export interface Application {
  readonly database: Database;
  readonly clock: Clock;
  readonly checkpoints: Checkpoints;
  /** UUIDv7: unique, and later ids sort after earlier ones. */
  newId(): string;
  /** The most subjects one transaction decides about (≤ 200). */
  readonly chunkSize: number;
  /** Hands an unexpected error to the log; the answer and the job keep only a plain sentence. */
  reportError(error: unknown, context: Readonly<Record<string, string>>): void;
  /**
   * Tells the workers, after the commit, that jobs are due. Never throws and never waits for the queue: what does not
   * arrive is found by the relay.
   */
  announce(jobs: readonly Pick<SyncJob, 'id' | 'tenant' | 'priority'>[]): void;
}
