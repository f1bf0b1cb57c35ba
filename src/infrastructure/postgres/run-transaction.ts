import { Conflict, UniqueViolation } from '../../application/ports/storage-errors.ts';
import { pauseAfterConflict } from '../documents/pause-after-conflict.ts';
import { ConnectionLost } from './postgres-errors.ts';
import type { Transaction } from './transaction.ts';
import type { Write } from './write-buffer.ts';

export interface Attempts {
  /** Starts an attempt; `oneByOne` sends each write as a statement of its own. */
  begin(oneByOne: boolean): Transaction;
  /** Waits for the database to come back and tells whether it holds these documents as they were to be inserted. */
  haveArrived(inserts: readonly Write[]): Promise<boolean>;
}

const MAX_ATTEMPTS = 12;
const MAX_LOSSES = 3;

/**
 * Runs the work until an attempt commits. Conflicts are tried again after a random delay that grows; a lost connection a
 * few times, after finding out by the inserted documents whether the attempt had committed.
 */
export async function runTransaction<T>(
  attempts: Attempts,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  let losses = 0;
  let oneByOne = false;
  for (let attempt = 1; ; attempt++) {
    const transaction = attempts.begin(oneByOne);
    let done: { readonly result: T } | undefined;
    try {
      done = { result: await work(transaction) };
      await transaction.commit();
      return done.result;
    } catch (error) {
      if (done === undefined) await transaction.rollback();
      const failure = transaction.failure ?? error;
      if (failure instanceof Conflict) {
        await pauseAfterConflict(failure, { attempt, maxAttempts: MAX_ATTEMPTS, startedAt });
      } else if (failure instanceof UniqueViolation && transaction.updatedTogether && !oneByOne) {
        oneByOne = true;
      } else if (failure instanceof ConnectionLost && ++losses < MAX_LOSSES) {
        if (done !== undefined && (await attempts.haveArrived(transaction.witnesses))) return done.result;
      } else throw error;
    }
  }
}
