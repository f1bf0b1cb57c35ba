import { type Server, Transaction } from './transaction.ts';
import type { WriteOperation } from './write-operation.ts';

/**
 * Commits the writes of several transactions as one. When that fails, the server has let go of everything (or did not
 * answer in time) before the error is passed on.
 */
export async function commitTogether(server: Server, operations: readonly WriteOperation[]): Promise<void> {
  const transaction = new Transaction(server, 'latest');
  for (const operation of operations) transaction.buffer(operation);
  try {
    await transaction.commit();
  } catch (error) {
    await transaction.aborted();
    throw error;
  }
}
