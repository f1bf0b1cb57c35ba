import type { RequestLog } from '../../application/connections/request-log.ts';
import type { WrongTokens } from '../../application/connections/wrong-tokens.ts';
import type { Observer } from './observed-request.ts';

/** Tells the request log of every request that can be told to a connection. */
export const keepRequests =
  (log: Pick<RequestLog, 'note'>, wrongTokens: Pick<WrongTokens, 'note'>): Observer =>
  (observed, status) => {
    const { holder, bearer } = observed;
    if (holder) log.note({ ...observed.describe(status), connection: holder.connection, tokenId: holder.tokenId });
    else if (status === 401 && bearer !== undefined) void wrongTokens.note(bearer, observed.describe(status));
  };
