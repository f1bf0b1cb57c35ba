import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseUnavailable } from '../../application/ports/storage-errors.ts';
import type { Session } from './mongo-connection.ts';
import { hasLabel, OutcomeUnknown, translateError } from './mongo-errors.ts';

/** How long the outcome of a commit is asked for before the database counts as gone. */
const COMMIT_PATIENCE_MS = 5_000;
const COMMIT_PAUSE_MS = 100;

type Committing = Pick<Session, 'commitTransaction'>;

/**
 * Commits, asking again while the outcome is unknown: the server remembers what became of a transaction, also the next
 * primary does. The driver's own word for it is missing when it has used up its attempts, so whatever kept the answer from
 * coming counts as unknown.
 */
export async function commitTransaction(session: Committing): Promise<void> {
  const giveUpAt = performance.now() + COMMIT_PATIENCE_MS;
  for (;;) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      const isUnknown =
        hasLabel(error, 'UnknownTransactionCommitResult') || translateError(error) instanceof DatabaseUnavailable;
      if (!isUnknown) throw error;
      if (performance.now() > giveUpAt) throw new OutcomeUnknown(error);
      await delay(COMMIT_PAUSE_MS);
    }
  }
}
