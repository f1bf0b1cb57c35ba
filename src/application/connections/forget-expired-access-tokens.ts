import { addMs } from '../../domain/instant.ts';
import type { Application } from '../application.ts';
import { groupBy } from '../group-by.ts';
import { isIn, lte } from '../ports/query.ts';

const BATCH = 500;
/** A run removes this many times `BATCH` at most; the next one goes on. */
const MOST_BATCHES = 40;
/** For so long after its end a token is told that it expired, instead of being unknown. */
const KEEP_MS = 3_600_000;

/** Removes access tokens that expired, in bounded batches. Runs every minute in one process at a time. */
export async function forgetExpiredAccessTokens(
  app: Pick<Application, 'database' | 'clock'>,
  signal?: AbortSignal,
): Promise<number> {
  const until = addMs(app.clock.now(), -KEEP_MS);
  let removed = 0;
  for (let batch = 0; batch < MOST_BATCHES && !signal?.aborted; batch += 1) {
    const over = await app.database.accessTokens.findAcrossTenants({
      where: lte('expiresAt', until),
      sort: [{ field: 'expiresAt' }],
      limit: BATCH,
    });
    for (const [tenant, tokens] of groupBy(over, (token) => token.tenant)) {
      const ids = tokens.map(({ id }) => id);
      removed += await app.database.optimistic((tx) => tx.accessTokens.deleteWhere(tenant, isIn('id', ids)));
    }
    if (over.length < BATCH) break;
  }
  return removed;
}
