import { Conflict, UniqueViolation } from '../../application/ports/storage-errors.ts';
import { pauseAfterConflict } from '../documents/pause-after-conflict.ts';
import { ConnectionLost } from './mongo-errors.ts';
import type { Transaction } from './transaction.ts';
import type { WriteOperation } from './write-operation.ts';

export interface Attempts {
  begin(): Transaction;
  /** Waits for the database to come back and tells whether it holds the document as it was to be written. */
  hasArrived(operation: WriteOperation): Promise<boolean>;
  /** Ends what nobody will end any more, so that it does not stand in the way. */
  endAbandoned(): Promise<void>;
}

/** Nobody waits for a lock here: who meets another transaction tries again until that one is through. */
const MAX_ATTEMPTS = 20;
/** After so many conflicts it is worth a look whether the other side is still alive. */
const STUBBORN_ATTEMPTS = 5;
const MAX_LOSSES = 3;

/**
 * Runs the work until an attempt commits. Conflicts are tried again after a random delay that grows; a lost connection a
 * few times: a transaction that was not told to commit has not, and one write on its own is looked for. A unique key
 * that is taken in an older snapshot is tried once more, as PostgreSQL looks at what is committed by then.
 */
export async function runTransaction<T>(
  attempts: Attempts,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  let losses = 0;
  let violated = false;
  for (let attempt = 1; ; attempt++) {
    const transaction = attempts.begin();
    let done: { readonly result: T } | undefined;
    try {
      done = { result: await work(transaction) };
      await transaction.commit();
      return done.result;
    } catch (error) {
      if (done === undefined) await transaction.rollback();
      const failure = transaction.failure ?? error;
      if (failure instanceof Conflict) {
        if (attempt >= STUBBORN_ATTEMPTS) await attempts.endAbandoned();
        await pauseAfterConflict(failure, { attempt, maxAttempts: MAX_ATTEMPTS, startedAt });
      } else if (failure instanceof ConnectionLost && ++losses < MAX_LOSSES) {
        const { alone } = transaction;
        if (done !== undefined && alone !== undefined && (await attempts.hasArrived(alone))) return done.result;
      } else if (failure instanceof UniqueViolation && transaction.isOutdated && !violated) {
        // The document that is in the way may be gone since the snapshot was taken.
        violated = true;
      } else throw error;
    }
  }
}
