import type { Hold } from '../../domain/access/hold.ts';
import { INSTANCE } from '../ports/collection.ts';
import type { Reads } from '../ports/database.ts';

/** By whom people know a hold in the audit log: the person it is about. */
export const holdLabel = async (
  reads: Pick<Reads, 'accounts'>,
  { accountId }: Pick<Hold, 'accountId'>,
): Promise<string> => (await reads.accounts.get(INSTANCE, accountId))?.email ?? accountId;
